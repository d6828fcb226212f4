resource "aws_lb_listener" "first" {
  port     = 443
  protocol = "HTTPS"
  ssl_policy "ELBSecurityPolicy-2016-08"
  certificate_arn = "x"
}

resource "aws_lb_target_group" "cut" {
  name = "cut"
  aws_acm_certificate.web
  ]
  port       = 443
  protocol   = "HTTPS"
  ssl_policy = "ELBSecurityPolicy-2016-08"
  default_action {
    type = "forward"
  }
}

resource "aws_lb_listener" "open" {
  protocol   = "HTTPS"
  ssl_policy = "ELBSecurityPolicy-TLS13-1-2-2021-06"

resource "aws_lb_listener" "last" {
  protocol   = "HTTPS"
  ssl_policy = "ELBSecurityPolicy-FS-2018-06"
