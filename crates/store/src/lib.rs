//! The only crate that knows the database: rows, finders, transactions, the ledger and the job table, on SQLite
//! and PostgreSQL alike.
//!
//! Everything is written through [`Store::write`]: a closure that may be run again and awaits nothing but the [`Tx`]
//! it is given. What it returns is acknowledged only after its commit is durable. Rows never leave this crate;
//! finders give plain structs and take an [`kapok_access::Permit`], outside whose scope nothing is found.

pub mod announcements;
pub mod assignments;
pub mod cases;
pub mod collections;
pub mod comparisons;
pub mod confirmations;
pub mod correspondence;
pub mod decisions;
pub mod earlier;
pub mod editions;
pub mod entities;
pub mod entries;
pub mod extensions;
pub mod grants;
pub mod hearings;
pub mod idempotency;
pub mod imports;
pub mod jobs;
pub mod judge_profiles;
pub mod leases;
pub mod ledger;
pub mod letters;
pub mod links;
pub mod motions;
pub mod panels;
pub mod people;
pub mod programmes;
pub mod rehearsals;
pub mod reminders;
pub mod rounds;
pub mod scorecards;
pub mod seals;
pub mod sessions;
pub mod submissions;
pub mod throttle;
pub mod tokens;

mod columns;
mod connect;
mod error;
mod handle;
mod postgres;
mod scope;
mod sqlite;

pub use connect::{Location, Settings, Store};
pub use error::{StoreError, StoreResult};
pub use handle::{Database, Reader, Tx};
