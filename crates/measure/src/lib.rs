//! The statistics of judging: numbers in, numbers out, exact where it decides something.

pub mod standings;
