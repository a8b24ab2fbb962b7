//! A programme is started by an administrator alone and seen by everybody.

use kapok_base::Localized;
use kapok_engine::{Caller, Error, NewProgramme};
use kapok_tests::database;

#[tokio::test]
async fn a_programme_is_started_once_and_seen_by_all() {
    for fresh in database::both().await {
        let engine = fresh.engine().await;
        let new = || NewProgramme { slug: "guangzhou".into(), name: Localized::english("Guangzhou Award") };
        let refused = engine.create_programme(&Caller::visitor(), new(), None).await.unwrap_err();
        assert_eq!(refused, Error::SignInNeeded);

        let made = engine.create_programme(&Caller::system(), new(), None).await.unwrap();
        assert_eq!(engine.get_programme(&Caller::visitor(), made.id).await.unwrap(), made);

        let again = engine.create_programme(&Caller::system(), new(), None).await.unwrap_err();
        assert!(matches!(again, Error::Refused(r) if r.code == "slug_taken"), "{}", fresh.name);
        assert_eq!(engine.list_programmes(&Caller::visitor()).await.unwrap().len(), 1);
    }
}
