# What looks certain and is not: comparing, expanding, leaving out, and blocks with errors.
variable "on" {}

variable "name" {
  type    = string
  default = "1"
}

locals {
  good  = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  bad   = "ELBSecurityPolicy-2016-08"
  over  = [{ p = "ELBSecurityPolicy-TLS-1-1-2017-01" }]
  ports = { a = "ELBSecurityPolicy-2016-08", b = "ELBSecurityPolicy-TLS-1-2-2017-01" }
  some  = { for k, v in local.ports : k => v if var.on }
}

resource "aws_lb_listener" "number_and_text" {
  port       = 443
  protocol   = "HTTPS"
  ssl_policy = 1 == "1" ? local.bad : local.good
}

resource "aws_lb_listener" "numbers" {
  port       = 443
  protocol   = "HTTPS"
  ssl_policy = 1.0 == 1 ? local.bad : local.good
}

resource "aws_lb_listener" "same_number" {
  port       = 443
  protocol   = "HTTPS"
  ssl_policy = 10 == 10 ? local.good : local.bad
}

resource "aws_lb_listener" "texts" {
  port       = 443
  protocol   = "HTTPS"
  ssl_policy = "a" != "b" ? local.good : local.bad
}

resource "aws_lb_listener" "bools" {
  port       = 443
  protocol   = "HTTPS"
  ssl_policy = true == false ? local.bad : local.good
}

resource "aws_lb_listener" "bool_and_text" {
  port       = 443
  protocol   = "HTTPS"
  ssl_policy = true == "true" ? local.bad : local.good
}

resource "aws_lb_listener" "null_and_text" {
  port       = 443
  protocol   = "HTTPS"
  ssl_policy = "a" == null ? local.bad : local.good
}

resource "aws_lb_listener" "trimmed" {
  port       = 443
  protocol   = "HTTPS"
  ssl_policy = trimspace(" a") == "a" ? local.bad : local.good
}

resource "aws_lb_listener" "encoded" {
  port       = 443
  protocol   = "HTTPS"
  ssl_policy = jsonencode("a") == "a" ? local.bad : local.good
}

resource "aws_lb_listener" "encoded_within" {
  port       = 443
  protocol   = "HTTPS"
  ssl_policy = "x${jsonencode("a")}" == "xa" ? local.bad : local.good
}

resource "aws_lb_listener" "expanded" {
  port       = 443
  protocol   = "HTTPS"
  ssl_policy = merge({ p = local.good }, local.over...)["p"]
}

resource "aws_lb_listener" "expanded_alone" {
  port       = 443
  protocol   = "HTTPS"
  ssl_policy = coalesce(local.over...)
}

resource "aws_lb_listener" "perhaps_left_out" {
  port       = 443
  protocol   = "HTTPS"
  ssl_policy = merge({ a = local.good }, local.some)["a"]
}

resource "aws_lb_listener" "perhaps_shifted" {
  port       = 443
  protocol   = "HTTPS"
  ssl_policy = [for p in [local.good, local.bad] : p if p != local.good || var.on][1]
}

resource "aws_lb_listener" "perhaps_there" {
  for_each   = local.some
  port       = 443
  protocol   = "HTTPS"
  ssl_policy = each.value
}

resource "aws_lb_listener" "broken_protocol" {
  port     = 443
  protocol = = "HTTPS"
}
