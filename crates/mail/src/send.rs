//! Sending, and whether a failure is worth another try.

use crate::{Message, SmtpSettings, folder, smtp};
use lettre::message::Mailbox;
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// How mail leaves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "way", rename_all = "snake_case", deny_unknown_fields)]
pub enum Settings {
    /// As `.eml` files in a folder, made when absent: for a laptop, where nothing should be lost or go astray.
    Folder {
        /// The folder.
        path: PathBuf,
    },
    /// By SMTP.
    Smtp(SmtpSettings),
}

/// Why a mail did not leave.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// Trying again later may help.
    #[error("for now: {0}")]
    Temporary(String),
    /// Trying again cannot help: no such mailbox, a malformed address.
    #[error("for good: {0}")]
    Permanent(String),
}

/// Takes mail out of the house.
#[derive(Clone, Debug)]
pub struct Mailer {
    from: Mailbox,
    way: Way,
}

#[derive(Clone, Debug)]
enum Way {
    Folder(PathBuf),
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
}

impl Mailer {
    /// A mailer that signs as `from`: `Kapok <award@example.org>`.
    ///
    /// # Errors
    /// [`SendError::Permanent`] when the sender's address or the settings make no sense.
    pub fn new(from: &str, settings: &Settings) -> Result<Self, SendError> {
        let from = from.parse().map_err(|e| SendError::Permanent(format!("{from:?}: {e}")))?;
        let way = match settings {
            Settings::Folder { path } => Way::Folder(path.clone()),
            Settings::Smtp(settings) => Way::Smtp(smtp::transport(settings)?),
        };
        Ok(Self { from, way })
    }

    /// Sends a mail; when this returns, the next server (or the disk) has it.
    ///
    /// # Errors
    /// Why it did not leave, and whether to try again. After a temporary error it may have left all the same.
    pub async fn send(&self, message: &Message) -> Result<(), SendError> {
        let mail = message.build(&self.from, matches!(self.way, Way::Folder(_)))?;
        match &self.way {
            Way::Folder(path) => folder::put(path.clone(), message.id.clone(), mail.formatted()).await,
            Way::Smtp(transport) => match transport.send(mail).await {
                Ok(_) => Ok(()),
                Err(error) => Err(smtp::classify(&error)),
            },
        }
    }

    /// The mail of an identifier as it lies in the folder: its headers and its text; nothing when mail does not
    /// stay in the house, or this one is not there.
    pub async fn kept(&self, id: &str) -> Option<String> {
        match &self.way {
            Way::Folder(path) => folder::get(path.clone(), id.to_owned()).await,
            Way::Smtp(_) => None,
        }
    }
}
