# Load balancers, target groups and certificates are followed.
resource "aws_lb" "web" {
  count              = 1
  load_balancer_type = "network"
}

resource "aws_alb" "shop" {}

resource "aws_lb" "gateway" {
  load_balancer_type = "gateway"
}

resource "aws_lb" "chosen" {
  load_balancer_type = var.type
}

data "aws_lb" "other" {
  name = "other"
}

locals {
  web = aws_lb.web[0].arn
}

resource "tls_private_key" "shop" {
  algorithm = "RSA"
  rsa_bits  = 4096
}

resource "aws_acm_certificate" "shop" {
  private_key = tls_private_key.shop.private_key_pem
}

resource "aws_acm_certificate" "web" {
  key_algorithm = "EC_prime256v1"
}

resource "aws_acm_certificate_validation" "web" {
  certificate_arn = aws_acm_certificate.web.arn
}

resource "aws_lb_target_group" "web" {
  protocol = "tls"
}

resource "aws_lb_listener" "web" {
  load_balancer_arn = local.web
  port              = "443"
  protocol          = "TLS"
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06" # the newest
  certificate_arn   = aws_acm_certificate_validation.web.certificate_arn

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.web.arn
  }
}

resource "aws_alb_listener" "shop" {
  load_balancer_arn = aws_alb.shop.id
  port              = 443
  protocol          = "HTTPS"
  certificate_arn   = aws_acm_certificate.shop.arn

  default_action {
    type = "forward"

    forward {
      target_group {
        arn = aws_lb_target_group.web.arn
      }
    }
  }
}

resource "aws_lb_listener" "redirect" {
  load_balancer_arn = aws_alb.shop.arn
  port              = 80

  default_action {
    type = "redirect"

    redirect {
      port        = "443"
      protocol    = "HTTPS"
      status_code = "HTTP_301"
    }
  }
}

/* resource "aws_lb_listener" "gone" {
  protocol = "HTTPS"
} */

resource "aws_lb_listener" "gateway" {
  load_balancer_arn = aws_lb.gateway.arn
}

resource "aws_lb_listener" "chosen" {
  load_balancer_arn = aws_lb.chosen.arn
  port              = 443
  protocol          = "TLS"
}

resource "aws_lb_listener" "other" {
  load_balancer_arn = data.aws_lb.other.arn
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = aws_lb_listener.web.ssl_policy
}

resource "aws_lb_listener" "by_arn" {
  load_balancer_arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/net/a/1"
  port              = 53
  protocol          = "udp"
}

resource "aws_lb_listener" "plain" {
  load_balancer_arn = var.arn
  port              = 8080
  protocol          = "HTTP"
  ssl_policy        = "ELBSecurityPolicy-2016-08"
}

resource "aws_lb_listener" "two_certificates" {
  protocol        = "HTTPS"
  certificate_arn = aws_acm_certificate.web.arn
}

resource "aws_lb_listener_certificate" "second" {
  listener_arn    = aws_lb_listener.two_certificates.arn
  certificate_arn = aws_acm_certificate.shop.arn
}

resource "aws_lb_listener" "unknown_certificate" {
  protocol        = "HTTPS"
  certificate_arn = aws_acm_certificate.web.arn
}

resource "aws_lb_listener_certificate" "unknown" {
  listener_arn    = aws_lb_listener.unknown_certificate.arn
  certificate_arn = var.certificate
}
