a {
  b = 1
  c.d
  ]
  e = 2
}
}
resource "x" "y" {
resource "x" "z" {
