//! What every handler shares.

use crate::routes::Registered;
use crate::tour::Tour;
use kapok_engine::Engine;
use std::sync::Arc;
use utoipa::openapi::OpenApi;

/// The engine and what was registered around it. Cheap to clone.
#[derive(Clone)]
pub struct App {
    inner: Arc<Inner>,
}

struct Inner {
    engine: Arc<Engine>,
    document: OpenApi,
    table: Vec<Registered>,
    tour: Option<Arc<Tour>>,
}

impl App {
    pub(crate) fn new(
        engine: Arc<Engine>,
        document: OpenApi,
        table: Vec<Registered>,
        tour: Option<Tour>,
    ) -> Self {
        Self { inner: Arc::new(Inner { engine, document, table, tour: tour.map(Arc::new) }) }
    }

    /// The tour, when this is the demonstration.
    #[must_use]
    pub fn tour(&self) -> Option<Arc<Tour>> {
        self.inner.tour.clone()
    }

    /// The use cases.
    #[must_use]
    pub fn engine(&self) -> &Engine {
        &self.inner.engine
    }

    /// The API document.
    #[must_use]
    pub fn document(&self) -> &OpenApi {
        &self.inner.document
    }

    /// Every registered route.
    #[must_use]
    pub fn table(&self) -> &[Registered] {
        &self.inner.table
    }

    /// Whether people reach the installation over TLS.
    #[must_use]
    pub fn is_secure(&self) -> bool {
        self.engine().config().public_url.starts_with("https://")
    }
}
