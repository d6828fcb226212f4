resource "aws_elb" "shop" {
  name = "shop"

  listener {
    lb_port           = 443
    lb_protocol       = "https"
    instance_port     = 80
    instance_protocol = "http"
  }
  listener {
    lb_port     = 8443
    lb_protocol = "SSL"
  }
  listener {
    lb_port     = 80
    lb_protocol = "http"
  }
  listener {
    lb_port     = 444
    lb_protocol = "https"
  }
  listener {
    lb_port     = 445
    lb_protocol = "https"
  }
}

resource "aws_load_balancer_policy" "reference" {
  load_balancer_name = aws_elb.shop.name
  policy_name        = "reference"
  policy_type_name   = "SSLNegotiationPolicyType"

  policy_attribute {
    name  = "Reference-Security-Policy"
    value = "ELBSecurityPolicy-TLS-1-2-2017-01"
  }
}

resource "aws_load_balancer_policy" "unattached" {
  load_balancer_name = aws_elb.shop.name
  policy_name        = "unattached"
  policy_type_name   = "SSLNegotiationPolicyType"

  policy_attribute {
    name  = "Protocol-TLSv1.2"
    value = "true"
  }
  policy_attribute {
    name  = "Protocol-TLSv1.1"
    value = true
  }
  policy_attribute {
    name  = "AES128-SHA"
    value = "true"
  }
}

resource "aws_load_balancer_policy" "open" {
  load_balancer_name = aws_elb.shop.name
  policy_name        = "open"
  policy_type_name   = "SSLNegotiationPolicyType"

  dynamic "policy_attribute" {
    for_each = var.attributes
    content {
      name  = policy_attribute.key
      value = policy_attribute.value
    }
  }
}

resource "aws_load_balancer_policy" "cookie" {
  load_balancer_name = aws_elb.shop.name
  policy_name        = "cookie"
  policy_type_name   = "AppCookieStickinessPolicyType"
}

resource "aws_load_balancer_listener_policy" "https" {
  load_balancer_name = aws_elb.shop.name
  load_balancer_port = 443
  policy_names       = [aws_load_balancer_policy.reference.policy_name]
}

resource "aws_load_balancer_listener_policy" "by_name" {
  load_balancer_name = "shop"
  load_balancer_port = 444
  policy_names       = ["reference", "ELBSecurityPolicy-2016-08"]
}

resource "aws_load_balancer_listener_policy" "open" {
  load_balancer_name = aws_elb.shop.name
  load_balancer_port = 445
  policy_names       = var.names
}

resource "aws_lb_ssl_negotiation_policy" "ssl" {
  name          = "ssl"
  load_balancer = aws_elb.shop.id
  lb_port       = 8443

  attribute {
    name  = "Protocol-TLSv1.2"
    value = "true"
  }
  attribute {
    name  = "ECDHE-RSA-AES128-GCM-SHA256"
    value = "true"
  }
  attribute {
    name  = "Server-Defined-Cipher-Order"
    value = "true"
  }
}
