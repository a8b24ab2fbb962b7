//! How an entry is screened, judged, heard and decided: the rules, pure.
//!
//! Everything here is plain data and functions of it. The engine loads the facts, asks these
//! functions, and writes what they answer. Nothing of one award is built in: rounds, rubrics, cuts,
//! labels and quotas are data.

pub mod affinity;
pub mod announcement;
pub mod assignment;
pub mod calibration;
pub mod comparison;
pub mod confirmation;
pub mod conflict;
pub mod cut;
pub mod decision;
pub mod extension;
pub mod hearing;
pub mod label;
pub mod letter;
pub mod motion;
mod number;
pub mod pace;
pub mod phase;
pub mod profile;
pub mod reminder;
pub mod round;
pub mod rubric;
pub mod scorecard;
pub mod shortlist;
pub mod stage;
mod text;
pub mod transition;
