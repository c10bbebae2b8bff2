# TechHealth: a web server with a database behind it, in a network that others look after.

terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.65"
    }
  }
}

provider "aws" {
  region              = "us-east-1"
  allowed_account_ids = ["123456789012"]
}

locals {
  tags = { Project = "TechHealth" }
}

data "aws_vpc" "techhealth" {
  tags = { Name = "TechHealth-VPC" }
}

data "aws_subnet" "public" {
  vpc_id = data.aws_vpc.techhealth.id
  tags   = { Name = "TechHealth-Public-A" }
}

data "aws_subnet" "private" {
  for_each = toset(["A", "B"])

  vpc_id = data.aws_vpc.techhealth.id
  tags   = { Name = "TechHealth-Private-${each.key}" }
}

module "web" {
  source = "./modules/web"

  vpc_id    = data.aws_vpc.techhealth.id
  subnet_id = data.aws_subnet.public.id
  tags      = local.tags
}

module "database" {
  source = "./modules/database"

  vpc_id             = data.aws_vpc.techhealth.id
  subnet_ids         = [for subnet in data.aws_subnet.private : subnet.id]
  web_security_group = module.web.security_group_id
  tags               = local.tags
}
