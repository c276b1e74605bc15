//! Payloads of facts.

use kakou_domain::fact::{Fact, FactError, MAX_PAYLOAD};
use kakou_domain::fold::{Rows, fold, touched};
use kakou_domain::origin::{Origin, Stated};
use kakou_domain::supervision::Role;
use kakou_domain::{AuthorId, DivisionCode, Seq};

use crate::code::is_a_code;

/// Reads the bytes as a payload. A fact that is written and read again says the same (its time to
/// the millisecond), and folds into rows that do too.
pub fn payload(bytes: &[u8]) {
    let fact = match Fact::from_payload(bytes) {
        Ok(fact) => fact,
        Err(refused) => return is_a_code(refused.code()),
    };
    assert!(bytes.len() <= MAX_PAYLOAD);
    let written = match fact.to_payload() {
        Ok(written) => written,
        // A number may be longer as it is written here.
        Err(FactError::TooLong(_)) => return,
        Err(other) => panic!("{other}"),
    };
    let again = Fact::from_payload(&written).unwrap();
    assert_eq!(again.to_payload().unwrap(), written);
    let to_the_millisecond = Fact {
        at: again.at,
        ..fact.clone()
    };
    assert_eq!(again, to_the_millisecond);
    assert_eq!(again.at.timestamp_millis(), fact.at.timestamp_millis());
    judged(&fact);
    folded(&fact);
}

fn judged(fact: &Fact) {
    assert!(fact.is_allowed_for(Role::Headquarters));
    assert!(!fact.is_allowed_for(Role::Unknown));
    assert!(!fact.concerns(&[]), "nobody sees everything");
    let own: Vec<DivisionCode> = fact.scope.iter().take(1).cloned().collect();
    assert_eq!(fact.concerns(&own), !own.is_empty());
}

fn folded(fact: &Fact) {
    let (mut once, mut twice) = (Rows::new(), Rows::new());
    let origin = Origin {
        author: AuthorId([7; 16]),
        role: Role::Inspector,
        place: 1,
        seq: Seq(1),
        former: false,
        of_another: false,
    };
    let stated = Stated::new(fact.clone(), origin);
    fold(&mut once, [stated.clone()]);
    fold(&mut twice, [stated.clone(), stated.clone()]);
    assert_eq!(once, twice, "a fact counts once, however often it comes");
    let keys = touched(&stated.fact);
    assert_eq!(
        once.len(),
        keys.iter().collect::<std::collections::BTreeSet<_>>().len()
    );
    for (key, row) in &once {
        assert!(keys.contains(key));
        let json = serde_json::to_string(row).unwrap();
        assert_eq!(&key.read(&json).unwrap(), row);
    }
}
