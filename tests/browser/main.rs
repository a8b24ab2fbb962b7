//! What people see: every page at a phone's and a desk's width, light and dark, usable by everybody.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod evening;
mod everybody;
mod journeys;
mod people;
mod public;
mod tour;
mod writing;
