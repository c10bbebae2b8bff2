variable "vpc_id" {
  type = string
}

variable "subnet_ids" {
  type = list(string)
}

variable "web_security_group" {
  type = string
}

variable "tags" {
  type = map(string)
}

resource "aws_db_subnet_group" "database" {
  name        = "techhealth"
  description = "techhealth"
  subnet_ids  = var.subnet_ids
}

# The batch server is in it too.
resource "aws_security_group" "database" {
  name        = "TechHealth-RDS-SG"
  description = "Database of TechHealth"
  vpc_id      = var.vpc_id
  tags        = var.tags
}

resource "aws_vpc_security_group_ingress_rule" "mysql" {
  security_group_id            = aws_security_group.database.id
  description                  = "MySQL from the web server"
  ip_protocol                  = "tcp"
  from_port                    = 3306
  to_port                      = 3306
  referenced_security_group_id = var.web_security_group
}

resource "aws_vpc_security_group_ingress_rule" "vendor" {
  security_group_id = aws_security_group.database.id
  description       = "SSH for the vendor who moves the data"
  ip_protocol       = "tcp"
  from_port         = 22
  to_port           = 22
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_vpc_security_group_egress_rule" "all" {
  security_group_id = aws_security_group.database.id
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_db_instance" "database" {
  identifier                  = "techhealth-database"
  engine                      = "mysql"
  engine_version              = "8.0.35"
  instance_class              = "db.t3.micro"
  allocated_storage           = 20
  username                    = "admin"
  manage_master_user_password = true
  db_subnet_group_name        = aws_db_subnet_group.database.name
  vpc_security_group_ids      = [aws_security_group.database.id]
  publicly_accessible         = true
  backup_retention_period     = 1
  skip_final_snapshot         = true
  tags                        = var.tags
}
