//! Mail: what Kapok writes to people, and the two ways in which it leaves: by SMTP, or as files in a folder.
//!
//! Nothing here decides who gets mail or retries it: that is the job runner's, which is told by
//! [`SendError`] whether trying again can help.

mod folder;
mod letter;
mod message;
mod send;
mod smtp;

pub use letter::{Letter, OwedRound, Reader};
pub use message::Message;
pub use send::{Mailer, SendError, Settings};
pub use smtp::{Encryption, SmtpSettings};
