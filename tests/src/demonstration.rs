//! The demonstration's house: played, served with its tour, a browser at its door.

use crate::browser::Browser;
use crate::database::{self, Fresh};
use crate::served::{self, Served};
use kapok_access::RoleName;
use kapok_base::{Clock, Random};
use kapok_demo::{PASSWORD, SIGN_INS};
use kapok_engine::Engine;
use kapok_web::{Guide, Tour};

pub async fn house() -> (Fresh, Served, Browser) {
    let fresh = database::sqlite();
    let now = database::start();
    let engine = Engine::open(fresh.config(), Clock::set_at(now), &Random::seeded(1)).await.unwrap();
    kapok_demo::play(&engine, now, &|_| ()).await.unwrap();
    engine.catch_up().await.unwrap();
    let served = served::demonstrate(engine, tour()).await;
    let browser = Browser::start(&served.address).await;
    (fresh, served, browser)
}

/// The tour as `kapok demo` offers it.
fn tour() -> Tour {
    let guide = |who: &kapok_demo::SignIn| Guide {
        role: RoleName::named(who.role).unwrap(),
        email: who.email.to_owned(),
        name: who.name.to_owned(),
    };
    Tour { password: PASSWORD.to_owned(), guides: SIGN_INS.iter().map(guide).collect() }
}
