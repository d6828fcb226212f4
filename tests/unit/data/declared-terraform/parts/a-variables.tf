# Nothing of load balancers is in this file.
provider "aws" {
  region = "eu-west-1"
}

variable "port" {
  default = 8443
}

resource "aws_instance" "web" {
  ami = "x"
}

resource "aws_acm_certificate" "web" {
  key_algorithm = "RSA_2048"
}

locals {
  protocol = "HTTPS"
}
