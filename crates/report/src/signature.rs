//! The visit's signature: its strokes made to fit a box, or why there is none.

use kakou_domain::visit::Signature;
use serde::Serialize;

use crate::language::Language;
use crate::text::one_line;

/// The box on paper, in points.
const WIDTH: f64 = 130.0;
const HEIGHT: f64 = 44.0;

/// As the template takes it.
#[derive(Serialize)]
pub(crate) struct SignatureSheet {
    /// Who signed by role, or why nobody did.
    words: String,
    /// Lines of points `[x, y]` in points of paper; none when nobody signed.
    strokes: Vec<Vec<[f64; 2]>>,
    width: f64,
    height: f64,
}

impl SignatureSheet {
    pub(crate) fn of(signature: &Signature, language: Language) -> Self {
        let unsigned = |words: String| Self {
            words,
            strokes: Vec::new(),
            width: 0.0,
            height: 0.0,
        };
        match signature {
            Signature::Signed { role, strokes } => Self::drawn(one_line(role), strokes),
            Signature::Refused { reason } => {
                let reason = one_line(reason);
                unsigned(language.fill("signature_refused", &[("reason", &reason)]))
            }
            Signature::Nobody => unsigned(language.say("signature_nobody").to_owned()),
            Signature::Undisclosed => unsigned(language.say("signature_undisclosed").to_owned()),
        }
    }

    fn drawn(words: String, strokes: &[Vec<[u16; 2]>]) -> Self {
        let reach = |axis: usize| {
            let along = strokes.iter().flatten().map(|point| f64::from(point[axis]));
            let (least, most) = along.fold((f64::MAX, f64::MIN), |(least, most), at| {
                (least.min(at), most.max(at))
            });
            (least, (most - least).max(1.0))
        };
        let ((left, wide), (top, high)) = (reach(0), reach(1));
        let scale = (WIDTH / wide).min(HEIGHT / high);
        let place = |point: &[u16; 2]| {
            [
                (f64::from(point[0]) - left) * scale,
                (f64::from(point[1]) - top) * scale,
            ]
        };
        Self {
            words,
            strokes: strokes
                .iter()
                .filter(|stroke| !stroke.is_empty())
                .map(|stroke| stroke.iter().map(place).collect())
                .collect(),
            width: wide * scale,
            height: high * scale,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strokes_fill_the_box_and_keep_their_proportions() {
        let signature = Signature::Signed {
            role: "值班干部".to_owned(),
            strokes: vec![vec![[100, 100], [300, 150]], vec![[200, 120]]],
        };
        let sheet = SignatureSheet::of(&signature, Language::Chinese);
        assert_eq!((sheet.width, sheet.height), (130.0, 32.5));
        assert_eq!(sheet.strokes[0], [[0.0, 0.0], [130.0, 32.5]]);
        assert_eq!(sheet.strokes[1], [[65.0, 13.0]]);
    }

    #[test]
    fn a_single_dot_is_a_signature_too() {
        let signature = Signature::Signed {
            role: String::new(),
            strokes: vec![vec![], vec![[7, 7]]],
        };
        let sheet = SignatureSheet::of(&signature, Language::Chinese);
        assert_eq!(sheet.strokes, [[[0.0, 0.0]]]);
        assert!(sheet.width.is_finite() && sheet.height.is_finite());
    }
}
