//! The stories that cross crates, each on SQLite and on PostgreSQL.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod collections;
mod crash;
mod cutting;
mod damage;
mod demonstration;
mod desk;
mod doors;
mod edition;
mod entrants;
mod figures;
mod fresh;
mod handed;
mod homes;
mod imports;
mod judging;
mod judging_pages;
mod letters;
mod library;
mod meeting;
mod outward;
mod people;
mod planning;
mod profile;
mod programmes;
mod progress;
mod publishing;
mod rehearsal;
mod remembering;
mod schema;
mod searching;
mod second_wave;
mod secrets;
mod submissions;
mod tidy;
mod transactions;
