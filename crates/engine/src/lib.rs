//! Every use case of Kapok: authorise, decide, save, record, enqueue. Pages, API and command line are three doors
//! into it.
//!
//! Each use case is a method of [`Engine`] that takes the [`Caller`] first. It asks the policy for a permit, loads
//! what it needs within the permit's scope in one unit of work, lets a pure rule decide, writes, appends to the
//! ledger and puts down the jobs that follow.

mod error;
pub mod homes;
pub mod judge;
pub mod letters;
pub mod mail;
mod once;
pub mod people;
mod programmes;
mod ready;
pub mod remember;
pub mod submit;
mod work;

pub use error::{Error, Result};
pub use kapok_access::Caller;
pub use kapok_store::programmes::Programme;
pub use kapok_store::{Location, Settings as StoreSettings};
pub use mail::MailConfig;
pub use once::Once;
pub use programmes::NewProgramme;

use kapok_access::{Action, Permit, permit};
use kapok_base::{Clock, Random, Stream};
use kapok_mail::Mailer;
use kapok_store::Store;
use std::path::PathBuf;

/// How an installation is set up.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where files, mail and the search index are kept.
    pub data: PathBuf,
    /// Where the database is.
    pub database: Location,
    /// How the store works.
    pub store: StoreSettings,
    /// How mail leaves.
    pub mail: MailConfig,
    /// The address under which people reach the installation, without a slash at its end.
    pub public_url: String,
}

/// The use cases on one installation.
pub struct Engine {
    pub(crate) config: Config,
    pub(crate) store: Store,
    pub(crate) clock: Clock,
    /// Chance for secrets that are given to people: session tokens, links, passwords' salts.
    pub(crate) secrets: Stream,
    /// Chance that spreads waits.
    pub(crate) jitter: Stream,
    pub(crate) passwords: people::Passwords,
    pub(crate) mailer: Mailer,
    pub(crate) library: remember::Library,
}

impl Engine {
    /// Opens an installation, making it when it does not exist.
    ///
    /// # Errors
    /// When the data folder cannot be written or the database cannot be opened.
    pub async fn open(config: Config, clock: Clock, random: &Random) -> Result<Self> {
        std::fs::create_dir_all(&config.data)
            .map_err(|e| Error::Internal(format!("{}: {e}", config.data.display())))?;
        let store = Store::open(&config.database, clock.clone(), random, config.store.clone()).await?;
        let mailer = Mailer::new(&config.mail.from, &config.mail.settings)
            .map_err(|e| Error::Internal(format!("mail settings: {e}")))?;
        let secrets = random.stream("secrets");
        let passwords = people::Passwords::new(random.stream("salts of passwords"));
        let library = remember::Library::open(&config.data)?;
        let jitter = random.stream("jitter");
        Ok(Self { config, store, clock, secrets, jitter, passwords, mailer, library })
    }

    /// The clock it works by.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// How the installation is set up.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// The database, for other use cases' files and for tests.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.store
    }

    pub(crate) fn permit(&self, caller: &Caller, action: Action) -> Result<Permit> {
        Ok(permit(caller, action)?)
    }
}
