//! One mail, ready to leave.

use crate::SendError;
use kapok_base::Instant;
use lettre::message::header::{ContentTransferEncoding, ContentType};
use lettre::message::{Body, Mailbox};
use std::time::{Duration, UNIX_EPOCH};

/// A plain-text mail to one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Stable name (letters, digits, dashes): a second sending carries the same Message-ID, so that a mailbox can
    /// drop the double.
    pub id: String,
    /// The addressee's name, as they gave it; may be empty.
    pub name: String,
    /// The address.
    pub to: String,
    /// Where answers go, when not to the sender.
    pub reply_to: Option<String>,
    /// One line.
    pub subject: String,
    /// The text, lines ended by `\n`.
    pub text: String,
    /// When it was written, for its Date line.
    pub written: Instant,
}

impl Message {
    /// The mail as lettre knows it; `readable` keeps its text as it is, for files that people open: servers on the way want
    /// short lines, disks do not.
    pub(crate) fn build(&self, from: &Mailbox, readable: bool) -> Result<lettre::Message, SendError> {
        if self.id.is_empty() || !self.id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
            return Err(SendError::Permanent(format!("not a name for a mail: {:?}", self.id)));
        }
        let micros = u64::try_from(self.written.as_micros()).unwrap_or(0);
        let mut builder = lettre::Message::builder()
            .from(from.clone())
            .to(mailbox(&self.name, &self.to)?)
            .subject(one_line(&self.subject))
            .date(UNIX_EPOCH + Duration::from_micros(micros))
            .message_id(Some(format!("<{}@{}>", self.id, from.email.domain())))
            .header(ContentType::TEXT_PLAIN);
        if let Some(reply_to) = &self.reply_to {
            builder = builder.reply_to(mailbox("", reply_to)?);
        }
        let body = if readable {
            let text = self.text.replace('\n', "\r\n").into_bytes();
            Body::dangerous_pre_encoded(text, ContentTransferEncoding::EightBit)
        } else {
            Body::new(self.text.clone())
        };
        builder.body(body).map_err(|e| SendError::Permanent(e.to_string()))
    }
}

fn mailbox(name: &str, address: &str) -> Result<Mailbox, SendError> {
    let email = address.parse().map_err(|e| SendError::Permanent(format!("{address:?}: {e}")))?;
    let name = one_line(name);
    Ok(Mailbox::new((!name.is_empty()).then_some(name), email))
}

/// Names and titles come from people: none of them may begin a header line of its own.
fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_control())
        .filter(|s| !s.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
        .trim()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(subject: &str, to: &str) -> Message {
        Message {
            id: "receipt-1".to_owned(),
            name: "Ana\r\nBcc: spy@example.org".to_owned(),
            to: to.to_owned(),
            reply_to: Some("office@example.org".to_owned()),
            subject: subject.to_owned(),
            text: "收到了。\n".to_owned(),
            written: "2026-11-20T10:00:00Z".parse().unwrap(),
        }
    }

    fn sender() -> Mailbox {
        "Kapok <kapok@example.org>".parse().unwrap()
    }

    #[test]
    fn headers_are_whole_and_the_same_each_time() {
        let build = || message("Receipt", "ana@example.org").build(&sender(), false).unwrap().formatted();
        let text = String::from_utf8(build()).unwrap();
        assert!(text.contains("Message-ID: <receipt-1@example.org>"), "{text}");
        assert!(text.contains("Date: Fri, 20 Nov 2026 10:00:00 +0000"), "{text}");
        assert!(text.contains("Reply-To: office@example.org"), "{text}");
        assert_eq!(build(), text.into_bytes());
    }

    #[test]
    fn nobody_s_name_or_title_starts_a_header() {
        let mail =
            message("Title\r\nBcc: spy@example.org", "ana@example.org").build(&sender(), false).unwrap();
        let text = String::from_utf8(mail.formatted()).unwrap();
        assert!(!text.lines().any(|line| line.starts_with("Bcc:")), "{text}");
    }

    #[test]
    fn an_address_that_is_none_is_refused_for_good() {
        for bad in ["", "ana", "ana@", "@example.org", "a b@example.org"] {
            let no = message("Receipt", bad).build(&sender(), false);
            assert!(matches!(no, Err(SendError::Permanent(_))), "{bad}");
        }
    }
}
