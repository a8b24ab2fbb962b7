//! From which network address a request comes, for counting tries.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use std::convert::Infallible;
use std::net::IpAddr;

/// The address at the other end of the connection; the server puts it into each request.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub IpAddr);

/// The network address that a request comes from, as text; empty when it is not known.
///
/// A proxy on this very machine is believed when it names another (`X-Forwarded-For`, the last one): whoever could lie
/// there could as well change our files.
#[derive(Clone, Debug)]
pub struct From(pub String);

impl<S: Send + Sync> FromRequestParts<S> for From {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let Some(Peer(peer)) = parts.extensions.get::<Peer>().copied() else {
            return Ok(Self(String::new()));
        };
        let forwarded = || {
            let line = parts.headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?;
            line.rsplit(',').next()?.trim().parse::<IpAddr>().ok()
        };
        let from = if peer.is_loopback() { forwarded().unwrap_or(peer) } else { peer };
        Ok(Self(from.to_string()))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use axum::http::Request;

    #[tokio::test]
    async fn only_a_proxy_on_this_machine_is_believed() {
        for (peer, found) in [("127.0.0.1", "203.0.113.9"), ("198.51.100.7", "198.51.100.7")] {
            let request = Request::builder().header("x-forwarded-for", "10.0.0.1, 203.0.113.9");
            let mut parts = request.body(()).unwrap().into_parts().0;
            parts.extensions.insert(Peer(peer.parse().unwrap()));
            assert_eq!(From::from_request_parts(&mut parts, &()).await.unwrap().0, found);
        }
    }
}
