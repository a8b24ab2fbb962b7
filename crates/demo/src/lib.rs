//! The demonstration: an award of twenty-four entries, played through the engine's ordinary commands.

pub mod initiatives;
