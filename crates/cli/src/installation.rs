//! Opening an installation from its settings, and holding its folder against a second process.

use crate::Common;
use crate::settings::Settings;
use kapok_base::{Clock, Random};
use kapok_engine::{Config, Engine, Location, StoreSettings};
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
    let config = Config { data, database, store, public_url };
    let random = Random::system().map_err(|e| format!("the system has no randomness: {e}"))?;
    let engine = Engine::open(config, clock, &random).await.map_err(|e| e.to_string())?;
    Ok(Installation { engine: Arc::new(engine), _held: held })
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
