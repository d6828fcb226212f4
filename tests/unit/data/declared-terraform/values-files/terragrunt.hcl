terraform {
  source = "git::https://example.org/alb.git"
}

inputs = {
  ssl_policy = "ELBSecurityPolicy-TLS13-1-2-2021-06"
}
