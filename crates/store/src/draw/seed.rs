//! A draw's seed: made by the server's key, so that nobody chooses it, and signed, so that anybody
//! who knows that key can check it.

use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use kakou_domain::supervision::Attempt;
use kakou_domain::{CampaignId, TeamId};
use kakou_journal::{PublicKey, Signature, Signer, framed};
use sha2::{Digest, Sha256};

use crate::error::{Result, StoreError};

/// Signs for a draw. An Ed25519 signature is always the same for the same message (RFC 8032): the
/// same round, team, day and number give the same seed, however often one asks.
pub(super) fn sign(
    server: &dyn Signer,
    campaign: CampaignId,
    team: TeamId,
    attempt: Attempt,
) -> Result<Attempt> {
    let message = message(&server.public_key(), campaign, team, &attempt);
    let signature = server
        .sign(&message)
        .map_err(|error| StoreError::Journal(error.into()))?;
    let signature = BASE64URL_NOPAD.encode(&signature.0);
    Ok(Attempt {
        signature,
        ..attempt
    })
}

/// The seed that follows from a signature.
pub(super) fn seed(attempt: &Attempt) -> Option<String> {
    let signature = read(attempt)?;
    Some(HEXLOWER.encode(&Sha256::digest(signature.0)))
}

/// Whether the server's key signed for exactly this draw.
pub(super) fn is_signed(
    server: &PublicKey,
    campaign: CampaignId,
    team: TeamId,
    attempt: &Attempt,
) -> bool {
    let message = message(server, campaign, team, attempt);
    read(attempt).is_some_and(|signature| server.verify(&message, &signature).is_ok())
}

fn read(attempt: &Attempt) -> Option<Signature> {
    let bytes = BASE64URL_NOPAD.decode(attempt.signature.as_bytes()).ok()?;
    bytes.try_into().ok().map(Signature)
}

fn message(
    server: &PublicKey,
    CampaignId(campaign): CampaignId,
    TeamId(team): TeamId,
    attempt: &Attempt,
) -> Vec<u8> {
    let suite = [server.suite().code()];
    let words = [
        campaign.to_string(),
        team.to_string(),
        attempt.day.to_string(),
        attempt.number.to_string(),
    ];
    let mut fields: Vec<&[u8]> = vec![&suite, &server.0];
    fields.extend(words.iter().map(|word| word.as_bytes()));
    framed("kakou/1/draw", &fields)
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use kakou_journal::SoftwareKey;
    use uuid::Uuid;

    use super::*;

    const ROUND: CampaignId = CampaignId(Uuid::from_u128(1));
    const TEAM: TeamId = TeamId(Uuid::from_u128(2));

    fn attempt(day: u32, number: u32) -> Attempt {
        Attempt {
            day: NaiveDate::from_ymd_opt(2020, 2, day).unwrap(),
            number,
            reason: None,
            signature: String::new(),
        }
    }

    #[test]
    fn a_seed_is_always_the_same_for_a_round_team_day_and_attempt_and_another_for_others() {
        let key = SoftwareKey::from_seed(&[7; 32]);
        let of = |campaign, team, day, number| {
            let signed = sign(&key, campaign, team, attempt(day, number)).unwrap();
            seed(&signed).unwrap()
        };
        let first = of(ROUND, TEAM, 14, 1);
        assert_eq!(first, of(ROUND, TEAM, 14, 1));
        let others = [
            of(ROUND, TEAM, 14, 2),
            of(ROUND, TEAM, 15, 1),
            of(ROUND, TeamId(ROUND.0), 14, 1),
            of(CampaignId(TEAM.0), TEAM, 14, 1),
        ];
        assert!(others.iter().all(|other| *other != first));
    }

    #[test]
    fn only_the_servers_own_signature_over_this_draw_is_one() {
        let (key, other) = ([7; 32], [8; 32]);
        let [key, other] = [key, other].map(|seed| SoftwareKey::from_seed(&seed));
        let signed = sign(&key, ROUND, TEAM, attempt(14, 1)).unwrap();
        let holds = |server: &SoftwareKey, attempt: &Attempt| {
            is_signed(&server.public_key(), ROUND, TEAM, attempt)
        };
        assert!(holds(&key, &signed));
        assert!(!holds(&other, &signed));
        let signature = signed.signature;
        let moved = Attempt {
            signature,
            ..attempt(14, 2)
        };
        assert!(!holds(&key, &moved));
        let none = attempt(14, 1);
        assert!(!holds(&key, &none));
        assert_eq!(seed(&none), None);
    }
}
