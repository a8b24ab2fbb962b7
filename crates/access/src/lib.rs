//! Who may do what, to what, when: one policy table, pure.
//!
//! A use case asks [`permit`] before it touches anything. The [`Permit`] carries the [`Scope`] that the caller's
//! rights reach, and every finder of the store takes one: what lies outside it is not found, so that a foreign
//! identifier and one that does not exist give the same answer.

mod action;
mod caller;
mod permit;

pub use action::{ACTIONS, Action, Who};
pub use caller::{Caller, Grant, Role, RoleName, TokenScope};
pub use permit::{Denial, Permit, Scope, permit};
