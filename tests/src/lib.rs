//! The test kit: fresh databases of both kinds, engines on them, people to act.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

pub mod award;
pub mod browser;
pub mod crash;
pub mod database;
pub mod demonstration;
pub mod http;
pub mod rush;
pub mod served;
pub mod sink;
