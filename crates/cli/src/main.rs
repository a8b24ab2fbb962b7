//! The binary `kapok`: configuration, serving, the demonstration, imports and maintenance.

mod settings;

fn main() {
    println!("{}", settings::example());
}
