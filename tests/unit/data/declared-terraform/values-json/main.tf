variable "year" {
  type    = string
  default = "2016-08"
}

resource "aws_lb_listener" "web" {
  port       = 443
  protocol   = "HTTPS"
  ssl_policy = "ELBSecurityPolicy-${var.year}"
}
