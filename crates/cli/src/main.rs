//! The binary `kapok`.
fn main() {}
