//! What a network makes of a drawing, at one moment.

use crate::lenet::LeNet;
use crate::staff::attribution::{Square, enlarged, occlusion, over, saliency, scaled};
use crate::staff::drawing::{Drawing, SIDE};
use burn::tensor::{Tensor, activation, activation::softmax};
use common::demo::{Cause, Frame};
use common::figures::{Heat, Pictures, Plot};
use common::layers::watched;

/// Filters that are shown.
const SHOWN: usize = 8;

/// The network's answer to a drawing.
pub struct Seen<'a> {
    network: &'a LeNet,
    drawing: &'a Drawing,
    image: Tensor<4>,
    /// What the first convolution makes of it, behind ReLU: `[1, filters, 28, 28]`.
    maps: Tensor<4>,
    /// How probable each digit is.
    probabilities: Vec<f64>,
}

fn logits(network: &LeNet, images: Tensor<4>) -> Tensor<2> {
    network.classify(network.features(images))
}

impl<'a> Seen<'a> {
    /// By a network in evaluation mode.
    pub fn by(network: &'a LeNet, drawing: &'a Drawing) -> Self {
        let image = drawing.image(&network.linear[0].weight.device());
        let (logits, maps) = watched(|| logits(network, image.clone()));
        let first = maps.into_iter().next().expect("LeNet has convolutions");
        Self {
            network,
            drawing,
            image,
            maps: activation::relu(first),
            probabilities: softmax(logits, 1).into_data().iter().collect(),
        }
    }

    /// The most probable digit, and how probable it is.
    pub fn answer(&self) -> (usize, f64) {
        let all = self.probabilities.iter().copied().enumerate();
        let largest = all.max_by(|(_, a), (_, b)| a.total_cmp(b));
        largest.unwrap_or_default()
    }

    /// Panels of all that was seen, and what is to be noticed; `truth` is what the drawing shows, where that
    /// is known, and `unused` counts filters that no digit turns on.
    pub fn frame(&self, side: usize, truth: Option<usize>, unused: usize) -> Frame {
        let (digit, probable) = self.answer();
        let (is_blank, is_wrong) = (self.drawing.is_blank(), truth.is_some_and(|it| it != digit));
        let blank = format!(
            "Nothing is drawn, and the answer is {digit} with probability {probable:.2}: ten probabilities sum to \
             1, and none of them is for 'no digit'."
        );
        let wrong = format!("Wrong: it is a {}.", truth.unwrap_or_default());
        let sure = format!("Sure: it is a {digit} with probability {probable:.3}.");
        let undecided =
            format!("Undecided: the most probable digit, {digit}, has only {probable:.2}.");
        let off = format!("Dead: {unused} of the first filters are 0 on every digit.");
        Frame::new()
            .panel(self.drawn())
            .panel(self.answers())
            .panel(self.filters())
            .panel(self.rests_on(side))
            .remark_if(is_blank, Cause::Note, blank)
            .remark_if(is_wrong, Cause::Note, wrong)
            .remark_if(!is_blank && probable > 0.99, Cause::Note, sure)
            .remark_if(!is_blank && probable < 0.5, Cause::Note, undecided)
            .remark_if(unused > 0, Cause::Dead, off)
    }

    fn drawn(&self) -> Heat {
        let names = |at: usize| {
            if at.is_multiple_of(7) {
                at.to_string()
            } else {
                String::new()
            }
        };
        let heat = Heat::new("The drawing", (0..SIDE).map(names)).limit(1.0);
        let rows = self.drawing.rows().enumerate();
        rows.fold(heat, |heat, (row, ink)| heat.row(names(row), ink))
    }

    fn answers(&self) -> Plot {
        let bars = self.probabilities.iter().enumerate();
        let bars = bars.map(|(digit, it)| (digit.to_string(), (*it).into()));
        let plot = Plot::new("What it is taken for").x("probability");
        plot.bars("digit", bars).area((0.0, 1.0), (0.0, 9.0))
    }

    fn filters(&self) -> Pictures {
        let weight = self.network.convolutions[0].weight.val();
        let [filters, ..] = weight.dims();
        let shown = filters.min(SHOWN);
        let pictures = scaled(weight.narrow(0, 0, shown)) * 0.5 + 0.5;
        let maps = scaled(self.maps.clone().narrow(1, 0, shown)).swap_dims(0, 1);
        let note = match filters > shown {
            true => format!("grey is 0 in a filter; the first {shown} of {filters}"),
            false => "grey is 0 in a filter; each filter and each map by its largest number".into(),
        };
        Pictures::rows("First-layer filters and their maps")
            .note(note)
            .row("filter", &pictures)
            .row("map", &maps)
    }

    fn rests_on(&self, side: usize) -> Pictures {
        let ((digit, _), square) = (self.answer(), Square { side, stride: 2 });
        let logits = |images| logits(self.network, images);
        let drops = occlusion(logits, &self.image, digit, square);
        let most: f64 = drops.clone().max().into_scalar();
        let class = Tensor::from_data([digit as i64], &self.image.device());
        let slopes = saliency(logits, self.image.clone(), class);
        let pictures = [enlarged(drops, [SIDE; 2]), slopes];
        let pictures = pictures.map(|it| over(&self.image, scaled(it)));
        Pictures::grid(format!("What {digit} rests on"), 2)
            .note("blue: for it, orange: against it")
            .images(&Tensor::cat(pictures.to_vec(), 0))
            .captions([format!("hidden: -{:.2}", most.max(0.0)), "saliency".into()])
    }
}
