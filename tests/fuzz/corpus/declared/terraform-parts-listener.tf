resource "aws_lb_listener" "web" {
  port            = var.port
  protocol        = local.protocol
  ssl_policy      = "ELBSecurityPolicy-2016-08"
  certificate_arn = aws_acm_certificate.web.arn
}
