//! Adam in one pass over each parameter, beside Burn's.

use burn::backend::Flex;
use burn::optim::decay::WeightDecayConfig;
use burn::optim::{AdamConfig, AdamState, Optimizer};
use burn::tensor::{DType, Device, Tensor, TensorData};
use by_hand::Streams;
use kernels::adam::Adam;

/// Numbers that the kernel takes at a time.
const CHUNK: usize = 1 << 14;

fn ours(decay: Option<WeightDecayConfig>) -> Adam {
    Adam::new((0.9, 0.999), 1e-8, decay)
}

/// Burn's Adam, with the same numbers.
fn burn(decay: Option<WeightDecayConfig>) -> burn::optim::Adam {
    let config = AdamConfig::new().with_beta_1(0.9).with_beta_2(0.999);
    config.with_epsilon(1e-8).with_weight_decay(decay).build()
}

/// Normal numbers, the same ones for a name.
fn normal<const D: usize>(name: &str, shape: [usize; D], dtype: DType) -> Tensor<D> {
    let mut stream = Streams::new(42).stream(name);
    let numbers = stream.normal_tensor(shape, 1.0, &Device::flex());
    numbers.cast(dtype)
}

/// The parameter and both moments after five steps, each with another gradient.
fn trained<const D: usize>(
    optimizer: &impl Optimizer<State<D> = AdamState<D>>,
    start: &Tensor<D>,
) -> [TensorData; 3] {
    let (mut parameter, mut state) = (start.clone(), None);
    for step in 0..5 {
        let gradient = normal(&format!("{step}"), start.dims(), start.dtype());
        (parameter, state) = optimizer.step(1e-3, parameter, gradient, state);
    }
    let momentum = state.expect("there were steps").momentum;
    assert_eq!(momentum.time, 5);
    [parameter, momentum.moment_1, momentum.moment_2].map(Tensor::into_data)
}

fn compare<const D: usize>(shapes: &[[usize; D]]) {
    for (shape, dtype) in shapes
        .iter()
        .flat_map(|&shape| [(shape, DType::F32), (shape, DType::F64)])
    {
        let start = normal("parameter", shape, dtype);
        let before = start.to_data();
        assert!(
            trained(&ours(None), &start) == trained(&burn(None), &start),
            "{shape:?} of {dtype:?}"
        );
        // Somebody else had the parameter as well.
        assert_eq!(start.into_data(), before);
    }
}

#[test]
fn parameters_and_moments_have_the_bytes_of_burns() {
    compare(&[
        [1],
        [2],
        [10],
        [511],
        [CHUNK - 1],
        [CHUNK],
        [CHUNK + 1],
        [3 * CHUNK + 7],
    ]);
    compare(&[[1, 1], [3, 5], [20, 2], [64, 512], [129, 257]]);
    compare(&[[1, 2, 3], [4, 1, 9], [7, 11, 13]]);
    compare(&[[1, 1, 1, 1], [64, 3, 3, 3], [128, 64, 3, 3], [16, 6, 5, 5]]);
}

#[test]
fn weight_decay_has_the_bytes_of_burns() {
    let decay = Some(WeightDecayConfig::new(0.01));
    for dtype in [DType::F32, DType::F64] {
        let start = normal("parameter", [3, CHUNK - 1], dtype);
        let theirs = trained(&burn(decay.clone()), &start);
        assert!(trained(&ours(decay.clone()), &start) == theirs);
    }
}

#[test]
fn one_thread_and_two_give_the_same_bytes() {
    let start = normal("parameter", [5 * CHUNK + 3], DType::F32);
    let [one, two] = [1, 2].map(|threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        pool.unwrap().install(|| trained(&ours(None), &start))
    });
    assert!(one == two);
}

#[test]
fn a_tensor_that_is_a_view_is_trained_as_its_copy_would_be() {
    let wide = normal("wide", [40, 6], DType::F32);
    let views = [
        wide.clone().transpose(),
        wide.clone().narrow(0, 3, 7),
        wide.narrow(0, 0, 7),
    ];
    for view in views {
        let copy = Tensor::<2>::from_data(view.to_data(), &Device::flex());
        assert!(trained(&ours(None), &view) == trained(&burn(None), &copy));
    }
}

#[test]
fn nothing_is_copied_where_nobody_else_has_it() {
    let address = |tensor: &Tensor<1>| {
        let primitive = tensor.clone().try_into_primitive::<Flex>();
        primitive.unwrap().bytes().as_ptr()
    };
    let length = 2 * CHUNK + 1;
    let mut parameter = normal("parameter", [length], DType::F32);
    let at = address(&parameter);
    let mut moments = None;
    let mut state = None;
    for step in 0..3 {
        let gradient = normal(&format!("{step}"), [length], DType::F32);
        (parameter, state) = ours(None).step(1e-3, parameter, gradient, state);
        let momentum = &state.as_ref().unwrap().momentum;
        let now = [&momentum.moment_1, &momentum.moment_2].map(address);
        assert_eq!(address(&parameter), at);
        assert_eq!(*moments.get_or_insert(now), now);
    }
}

#[test]
#[should_panic(expected = "of another parameter")]
fn moments_of_another_shape_are_refused() {
    let [short, long] = [3, 4].map(|length| normal("parameter", [length], DType::F32));
    let (_, state) = ours(None).step(1e-3, short.clone(), short, None);
    ours(None).step(1e-3, long.clone(), long, state);
}
