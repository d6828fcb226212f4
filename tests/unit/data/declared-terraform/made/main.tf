locals {
  ports = {
    shop = { number = 443, policy = "ELBSecurityPolicy-2016-08" }
    desk = { number = 8443, policy = "ELBSecurityPolicy-TLS13-1-2-2021-06" }
    none = { number = 9443, policy = null, off = true }
  }
  first  = [{ namespace = "aws:elbv2:listener:443", name = "Protocol", value = "HTTPS" }]
  second = [{ namespace = "aws:elbv2:listener:443", name = "SSLPolicy", value = "ELBSecurityPolicy-FS-2018-06" }]
}

resource "aws_lb_listener" "filtered" {
  for_each = { for name, port in local.ports : name => port if !try(port.off, false) }

  port       = each.value.number
  protocol   = "HTTPS"
  ssl_policy = each.value.policy
}

resource "aws_lb_listener" "rewritten" {
  for_each = { for i, p in ["ELBSecurityPolicy-2015-05", "ELBSecurityPolicy-FS-2018-06"] : "p${i}" => { policy = p, port = 1000 } }

  port       = each.value.port
  protocol   = "TLS"
  ssl_policy = each.value.policy
}

resource "aws_lb_listener" "open" {
  port       = 80
  protocol   = "HTTP"
  ssl_policy = contains(["HTTPS", "TLS"], "HTTP") && var.nothing ? "ELBSecurityPolicy-2016-08" : null
}

variable "fronts" {
  default = [
    { port = "443", protocol = "https" },
    { port = "80", protocol = "http" },
  ]
}

resource "aws_elb" "old" {
  dynamic "listener" {
    for_each = var.fronts
    content {
      lb_port           = listener.value["port"]
      lb_protocol       = listener.value.protocol
      instance_port     = 80
      instance_protocol = "http"
    }
  }
}

resource "aws_elb" "unknown" {
  dynamic "listener" {
    for_each = var.elsewhere
    iterator = front
    content {
      lb_port     = front.value.port
      lb_protocol = "ssl"
    }
  }
}

resource "aws_lb_ssl_negotiation_policy" "old" {
  name          = "ours"
  load_balancer = aws_elb.old.id
  lb_port       = 443

  dynamic "attribute" {
    for_each = {
      Protocol-TLSv1                = "true"
      "Protocol-TLSv1.2"            = "true"
      ECDHE-RSA-AES128-GCM-SHA256   = "true"
      "Server-Defined-Cipher-Order" = "true"
    }
    content {
      name  = attribute.key
      value = attribute.value
    }
  }
}

resource "aws_load_balancer_policy" "unknown" {
  load_balancer_name = "other"
  policy_name        = "theirs"
  policy_type_name   = "SSLNegotiationPolicyType"

  dynamic "policy_attribute" {
    for_each = var.elsewhere
    content {
      name  = policy_attribute.key
      value = "true"
    }
  }
}

resource "aws_elastic_beanstalk_environment" "e" {
  dynamic "setting" {
    for_each = concat(local.first, local.second)
    content {
      namespace = setting.value["namespace"]
      name      = setting.value["name"]
      value     = setting.value["value"]
    }
  }
}

module "front" {
  source             = "../modules/front"
  load_balancer_type = "network"

  listeners = {
    tls   = { port = 8883, protocol = "TLS", ssl_policy = "ELBSecurityPolicy-2016-08" }
    other = { port = 8884, protocol = "TLS" }
    plain = { port = 1883, protocol = "TCP" }
  }
}

module "rules" {
  source    = "../modules/rules"
  listeners = { a = { port = 22, from_port = 22, protocol = "tcp" } }
}
