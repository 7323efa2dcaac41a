//! What is drawn of directions: points and their projections, or pictures and components.

use super::directions::values;
use super::{COLUMNS, Directions};
use burn::tensor::Tensor;
use common::demo::{Cause, Frame};
use common::figures::{Example, Pictures, Plot};

/// Points whose error is drawn as an arrow.
const ARROWS: usize = 40;
/// Components that are shown.
const SHOWN: usize = 20;

impl Directions {
    /// Points, their projections onto the axis, and the variance along every other axis.
    pub(super) fn draw_plane(&self) -> Frame {
        let (pca, angle) = (&self.reduction.pca, self.now.angle);
        let inputs = self.reduction.data.train.whole().inputs;
        let [from, to] = [inputs.clone(), self.again(inputs)].map(|it| points(&it));
        let (mean, first) = (values(&pca.mean), values(&pca.components));
        let (middle, best) = ((mean[0], mean[1]), values(&pca.variances));
        let far = |(x, y): &(f64, f64)| (x - middle.0).hypot(y - middle.1);
        let far = 1.05 * from.iter().map(far).fold(0.0, f64::max);
        let [x, y] = [middle.0, middle.1].map(|middle| (middle - far, middle + far));
        let along = |variance: f64, [x, y]: [f64; 2]| {
            let length = 2.0 * variance.sqrt();
            (middle.0 + length * x, middle.1 + length * y)
        };
        let (sine, cosine) = angle.to_radians().sin_cos();
        let now = self.variances(&[angle])[0];
        let names = ["points", "projections"].map(Into::into);
        let examples = [of_class(&from, 0), of_class(&to, 1)].concat();
        let plane = Plot::new("Points, projected onto an axis")
            .note("an axis is drawn two standard deviations long")
            .x("x")
            .y("y")
            .scatter(&examples, &names)
            .area(x, y)
            .each(from.iter().zip(&to).take(ARROWS), |plot, (from, to)| {
                plot.arrow("what is lost", *from, *to)
            });
        let component = along(best[0], [first[0], first[1]]);
        let plane = plane.arrow("first component", middle, component);
        let plane = plane.arrow("this axis", middle, along(now, [cosine, sine]));
        let angles: Vec<f64> = (0..=180).map(f64::from).collect();
        let of_all = angles.iter().copied().zip(self.variances(&angles));
        let own = first[1].atan2(first[0]).to_degrees().rem_euclid(180.0);
        let all = Plot::new("Variance along every axis").x("angle in degrees");
        let all = all.y("variance").line("variance", of_all);
        let all = all.mark("first component", own).mark("this axis", angle);
        let percent = 100.0 * now / (best[0] + best[1]);
        let most =
            format!("The first component: {percent:.0} % of the variance, no axis has more.");
        let least = format!(
            "At right angles to the first component: {percent:.0} % of the variance, no axis has less."
        );
        let near = 0.005 * (best[0] - best[1]);
        let frame = Frame::new().panel(plane).panel(all);
        let frame = frame.remark_if(now > best[0] - near, Cause::Note, most);
        frame.remark_if(now < best[1] + near, Cause::Note, least)
    }

    /// A test picture, what is left of it, and the components.
    pub(super) fn draw_pictures(&self, shape: [usize; 3]) -> Frame {
        let (pca, now) = (&self.reduction.pca, &self.now);
        let image = |rows: Tensor<2>| {
            let [channels, height, width] = shape;
            let count = rows.dims()[0];
            rows.reshape([count, channels, height, width])
        };
        let picture = self.reduction.data.test.gather(&[now.picture]).inputs;
        let again = self.again(picture.clone());
        let difference = (picture.clone() - again.clone()) * 0.5 + 0.5;
        let last = (0..now.steps).rfind(|it| now.has(*it));
        let added = last.map(|last| {
            let of_last = pca.first(last + 1).components.narrow(0, last, 1);
            let along = (picture.clone() - pca.mean.clone()).matmul(of_last.clone().transpose());
            along * of_last * 0.5 + 0.5
        });
        let added = added.unwrap_or(picture.full_like(0.5));
        let adds = last.map_or("nothing added".into(), |last| format!("{} adds", last + 1));
        let count = (0..now.steps).filter(|it| now.has(*it)).count();
        let pictures = Tensor::cat(vec![picture, again, difference, added], 0);
        let face = Pictures::grid("A picture from the test part", 2)
            .note("below, grey is 0")
            .images(&image(pictures))
            .captions(["picture", &format!("from {count}"), "difference", &adds]);
        let most = pca.components.dims()[0].min(SHOWN);
        let components = pca.first(most).components;
        let largest = components.clone().abs().max_dim(1);
        // Those in use in full contrast, the others pale.
        let contrast = (0..most).map(|it| if now.has(it) { 0.5 } else { 0.12 });
        let contrast: Vec<f64> = contrast.collect();
        let contrast = Tensor::<1>::from_data(contrast.as_slice(), &largest.device());
        let pictures = components / largest * contrast.unsqueeze_dim::<2>(1) + 0.5;
        let shares = values(&pca.explained()).into_iter().enumerate();
        let captions = shares.take(most).map(|(place, share)| match place {
            _ if now.has(place) => format!("{}: {:.1} %", place + 1, 100.0 * share),
            _ if place < now.steps => format!("{} dropped", place + 1),
            _ => "-".into(),
        });
        let all = Pictures::grid("Components, with their shares of the variance", COLUMNS)
            .note("grey is 0; a click leaves one out, or takes it back")
            .images(&image(pictures))
            .captions(captions);
        let percent = 100.0 * self.measure()[0];
        let held = format!("{count} in use, with {percent:.0} % of the variance.");
        let mean = "Without components every picture becomes the mean of the training part.";
        let frame = Frame::new().panel(face).panel(all);
        let frame = frame.remark_if(count == 0, Cause::Note, mean);
        frame.remark_if(count > 0, Cause::Note, held)
    }
}

fn of_class(points: &[(f64, f64)], class: usize) -> Vec<Example> {
    let test = false;
    let place = |&(x, y): &(f64, f64)| Example { x, y, class, test };
    points.iter().map(place).collect()
}

fn points(of: &Tensor<2>) -> Vec<(f64, f64)> {
    values(of).chunks(2).map(|it| (it[0], it[1])).collect()
}
