//! SMTP over rustls, and what its answers mean for a second try.

use crate::SendError;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::transport::smtp::response::Category;
use lettre::{AsyncSmtpTransport, Tokio1Executor};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// How the connection is protected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Encryption {
    /// Plain first, TLS by STARTTLS before anything is said; no mail without it.
    #[default]
    Starttls,
    /// TLS from the first byte.
    Tls,
    /// None: only for a server on the same machine.
    None,
}

/// An SMTP server and how to speak with it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SmtpSettings {
    /// Its name, also checked in its certificate.
    pub host: String,
    /// Its port; 587, 465 or 25 by the encryption when absent.
    #[serde(default)]
    pub port: Option<u16>,
    /// How the connection is protected.
    #[serde(default)]
    pub encryption: Encryption,
    /// Who signs in, if the server asks.
    #[serde(default)]
    pub user: Option<String>,
    /// The password that goes with it.
    #[serde(default)]
    pub password: Option<String>,
    /// Seconds to wait for an answer; 30 when absent.
    #[serde(default)]
    pub timeout_seconds: Option<u64>,
}

// By hand: a password must not reach a log.
impl std::fmt::Debug for SmtpSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SmtpSettings")
            .field("host", &self.host)
            .field("port", &self.port)
            .field("encryption", &self.encryption)
            .field("user", &self.user)
            .finish_non_exhaustive()
    }
}

pub(crate) fn transport(settings: &SmtpSettings) -> Result<AsyncSmtpTransport<Tokio1Executor>, SendError> {
    let parameters =
        || TlsParameters::new(settings.host.clone()).map_err(|e| SendError::Permanent(e.to_string()));
    let (tls, usual_port) = match settings.encryption {
        Encryption::Starttls => (Tls::Required(parameters()?), 587),
        Encryption::Tls => (Tls::Wrapper(parameters()?), 465),
        Encryption::None => (Tls::None, 25),
    };
    let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(settings.host.clone())
        .tls(tls)
        .port(settings.port.unwrap_or(usual_port))
        .timeout(Some(Duration::from_secs(settings.timeout_seconds.unwrap_or(30))));
    if let (Some(user), Some(password)) = (&settings.user, &settings.password) {
        builder = builder.credentials(Credentials::new(user.clone(), password.clone()));
    }
    Ok(builder.build())
}

/// A 5xx is for good, except those about signing in (530, 535 and their kin): they say that our settings are wrong, not that
/// this mail is, and the operator can mend them. All else passes.
pub(crate) fn classify(error: &lettre::transport::smtp::Error) -> SendError {
    let text = match std::error::Error::source(error) {
        Some(source) => format!("{error}: {source}"),
        None => error.to_string(),
    };
    let ours = error.status().is_some_and(|code| code.category == Category::Unspecified3);
    if error.is_permanent() && !ours { SendError::Permanent(text) } else { SendError::Temporary(text) }
}
