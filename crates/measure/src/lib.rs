//! The statistics of judging: numbers in, numbers out, exact where it decides something.
//!
//! Estimates are the same on every machine and for every order of what they are given: inputs are sorted first, and
//! logarithms and exponentials come from `libm` instead of the platform.

pub mod assignment;
pub mod chance;
mod distribution;
pub mod graph;
mod grid;
pub mod habits;
mod linear;
pub mod mixed;
pub mod pairwise;
pub mod rasch;
pub mod reliability;
pub mod second_wave;
pub mod simulate;
pub mod standings;
pub mod voting;
pub mod warnings;

pub use grid::Grid;
