//! The message files are whole, agree with each other, and hold every key that the workspace names.

mod reading;
mod source;
