//! Opening an installation from its settings, and holding its folder against a second process.

use crate::Common;
use crate::settings::Settings;
use kapok_base::{Clock, Random};
use kapok_engine::mail::{Encryption, MailSettings, SmtpSettings};
use kapok_engine::{Config, Engine, Location, MailConfig, StoreSettings};
use std::fs::{File, TryLockError};
use std::path::Path;
use std::sync::Arc;
use tracing_subscriber::EnvFilter;

/// An open installation. Its folder is held while this lives.
pub(crate) struct Installation {
    pub(crate) engine: Arc<Engine>,
    _held: Option<File>,
}

/// The settings of this run.
pub(crate) fn settings(common: &Common, listen: Option<&String>) -> Result<Settings, String> {
    let data = common.data.as_ref().map(|path| path.display().to_string());
    let flags = [("data", "--data", data), ("listen", "--listen", listen.cloned())];
    Settings::gather(common.config.as_deref(), |name| std::env::var(name).ok(), &flags)
}

/// Opens the installation that the settings describe, by the given clock.
pub(crate) async fn open(settings: &Settings, clock: Clock) -> Result<Installation, String> {
    let data = Path::new(settings.get("data")).to_owned();
    std::fs::create_dir_all(&data).map_err(|e| format!("the folder {}: {e}", data.display()))?;
    let url = settings.get("database_url");
    let (database, held) = if url.is_empty() {
        (Location::Sqlite(data.join("kapok.sqlite")), Some(hold(&data)?))
    } else {
        (Location::Postgres(url.to_owned()), None)
    };
    let public_url = match settings.get("public_url") {
        "" => format!("http://{}", settings.get("listen")),
        url => url.trim_end_matches('/').to_owned(),
    };
    let store =
        StoreSettings { connections: settings.parse("database_connections")?, ..StoreSettings::default() };
    let mail = mail(settings, &data)?;
    let config = Config { data, database, store, mail, public_url };
    let random = Random::system().map_err(|e| format!("the system has no randomness: {e}"))?;
    let engine = Engine::open(config, clock, &random).await.map_err(|e| e.to_string())?;
    Ok(Installation { engine: Arc::new(engine), _held: held })
}

/// How mail leaves: by the SMTP server of the settings, else as files under the data folder.
fn mail(settings: &Settings, data: &Path) -> Result<MailConfig, String> {
    let from = settings.get("mail.from").to_owned();
    let host = settings.get("mail.smtp_host").to_owned();
    if host.is_empty() {
        return Ok(MailConfig { from, ..MailConfig::files(data) });
    }
    let encryption = match settings.get("mail.smtp_tls") {
        "starttls" => Encryption::Starttls,
        "tls" => Encryption::Tls,
        "none" => Encryption::None,
        other => return Err(format!("the setting `mail.smtp_tls` cannot be `{other}`")),
    };
    let given = |key: &str| Some(settings.get(key).to_owned()).filter(|value| !value.is_empty());
    let smtp = SmtpSettings {
        host,
        port: Some(settings.parse("mail.smtp_port")?),
        encryption,
        user: given("mail.smtp_user"),
        password: given("mail.smtp_password"),
        timeout_seconds: None,
    };
    Ok(MailConfig { from, settings: MailSettings::Smtp(smtp) })
}

/// Two processes on one embedded database would work against each other's batches.
fn hold(data: &Path) -> Result<File, String> {
    let path = data.join("lock");
    let file = File::create(&path).map_err(|e| format!("{}: {e}", path.display()))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => {
            Err(format!("another process already works on {}; stop it first", data.display()))
        }
        Err(TryLockError::Error(e)) => Err(format!("{}: {e}", path.display())),
    }
}

/// Logs to standard error as the settings say.
pub(crate) fn log(settings: &Settings) {
    let filter = EnvFilter::try_new(settings.get("log")).unwrap_or_else(|_| EnvFilter::new("warn"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
}
