# A listener, with all kinds of values.
resource "aws_lb_listener" "web" {
  count             = var.enabled ? 1 : 0 // or none
  load_balancer_arn = aws_lb.web[0].arn
  port              = 443
  ssl_policy        = lookup(local.policies, "${var.env}-x", "ELBSecurityPolicy-2016-08")
  /* forward */
  default_action {
    type = "redirect"
    redirect { protocol = "HTTPS" }
  }
  tags = merge({ a = [for k, v in var.x : "${k}%{if v}!%{endif}"], "b" : -1.5e3 }, var.y...)
  text = <<-EOT
    one ${upper("two")}
  EOT
}
