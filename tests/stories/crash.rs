//! Killed in the middle of a rush, nothing that was acknowledged is lost and nothing is half done.

/// Two rounds here; the benchmark plays ten of five hundred.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_acknowledged_receipt_is_there_after_a_kill() {
    for round in 0..2 {
        kapok_tests::crash::round(60, 10 + round * 20).await;
    }
}
