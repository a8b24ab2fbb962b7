//! The real server on a free port.

use kapok_engine::Engine;
use kapok_web::Tour;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// A running server; it stops when this is dropped or [`Self::stop`] is called.
pub struct Served {
    /// `http://127.0.0.1:…`, without a slash at its end.
    pub address: String,
    pub engine: Arc<Engine>,
    end: oneshot::Sender<()>,
    task: JoinHandle<std::io::Result<()>>,
}

pub async fn serve(engine: Engine) -> Served {
    serve_with(engine, None).await
}

/// The same as `kapok demo` serves it: with the tour.
pub async fn demonstrate(engine: Engine, tour: Tour) -> Served {
    serve_with(engine, Some(tour)).await
}

async fn serve_with(engine: Engine, tour: Option<Tour>) -> Served {
    // What a load balancer would wait for.
    engine.catch_up().await.unwrap();
    let engine = Arc::new(engine);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let (router, _) = match tour {
        Some(tour) => kapok_web::demonstration(Arc::clone(&engine), tour),
        None => kapok_web::router(Arc::clone(&engine)),
    };
    let (end, ended) = oneshot::channel();
    let stop = async { ended.await.unwrap_or_default() };
    let task = tokio::spawn(kapok_web::serve(listener, router, stop));
    Served { address, engine, end, task }
}

impl Served {
    /// Stops as an operator would, and waits until it has.
    pub async fn stop(self) {
        let _ = self.end.send(());
        self.task.await.unwrap().unwrap();
    }
}
