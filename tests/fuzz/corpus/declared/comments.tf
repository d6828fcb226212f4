/*
 * Old tills.
 * elblint:ignore legacy-protocol until=2027-01-31 -- in the shops
 */
resource "aws_lb_listener" "above" {
port       = 443
protocol   = "HTTPS"
ssl_policy = "ELBSecurityPolicy-2016-08"
}

resource "aws_lb_listener" "behind_the_brace" { // elblint:ignore legacy-protocol, no-tls13 -- two
  port       = 443
  protocol   = "HTTPS"
  ssl_policy = "ELBSecurityPolicy-2016-08"
}

resource "aws_lb_listener" "within" {
  port       = 443
  protocol   = "HTTPS"
  /* elblint:ignore legacy-protocol */ ssl_policy = "ELBSecurityPolicy-2016-08"
}

resource "aws_lb_listener" "in_strings" {
  port       = 443
  protocol   = "HTTPS"
  tags       = { a = "# elblint:ignore legacy-protocol", b = "${upper("}" )} # elblint:ignore x" }
  note       = <<-EOT
    # elblint:ignore legacy-protocol -- a heredoc
    EOT
  ssl_policy = "ELBSecurityPolicy-2016-08"
  # elblint:ignore legacy-protocol -- nothing is below
}
	resource "aws_lb_listener" "tabs" {
		port       = 443
		protocol   = "HTTPS"
		# elblint:ignore
		# elblint:ignored legacy-protocol
		# elblint:ignore -- why
		# elblint:ignore legacy-protocol old tills
		# elblint:ignore until=2027-01-01
		# Here "elblint:ignore legacy-protocol" is quoted.
		ssl_policy = "ELBSecurityPolicy-2016-08"
	}
