//! The demonstration's house, as the browser's stories use it.

use kapok_base::{Clock, Random};
use kapok_engine::Engine;
use kapok_tests::browser::Browser;
use kapok_tests::database::{self, Fresh};
use kapok_tests::served::{self, Served};

pub async fn house() -> (Fresh, Served, Browser) {
    let fresh = database::sqlite();
    let now = database::start();
    let engine = Engine::open(fresh.config(), Clock::set_at(now), &Random::seeded(1)).await.unwrap();
    kapok_demo::play(&engine, now, &|_| ()).await.unwrap();
    engine.catch_up().await.unwrap();
    let served = served::serve(engine).await;
    let browser = Browser::start(&served.address).await;
    (fresh, served, browser)
}
