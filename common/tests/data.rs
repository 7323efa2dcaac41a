//! The data sets as a program sees them: counts, divisions, tensors, and every refusal.

use burn::tensor::{DType, Device, Int, Tensor};
use by_hand::Streams;
use common::data::embedded::{self, Entry};
use common::data::idx::Idx;
use common::data::{self, Data, Dataset, Source, Split, graphs, text};
use common::error::Error;
use proptest::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};

fn source<'a>(dataset: &'a Dataset, seed: u64, device: &'a Device) -> Source<'a> {
    Source {
        dataset,
        examples: 200,
        noise: 0.1,
        data_dir: None,
        streams: Streams::new(seed),
        device,
    }
}

fn flat(dataset: Dataset, seed: u64) -> Data<2> {
    data::load_flat(&source(&dataset, seed, &Device::flex())).unwrap()
}

fn images(dataset: Dataset) -> Data<4> {
    data::load_images(&source(&dataset, 1, &Device::flex())).unwrap()
}

fn values<const D: usize>(tensor: Tensor<D>) -> Vec<f32> {
    tensor.into_data().iter::<f32>().collect()
}

fn integers(tensor: Tensor<1, Int>) -> Vec<usize> {
    tensor
        .into_data()
        .iter::<i64>()
        .map(|value| value as usize)
        .collect()
}

fn counts<const D: usize>(split: &Split<D>, classes: usize) -> Vec<usize> {
    let mut counts = vec![0; classes];
    split.labels().iter().for_each(|&label| counts[label] += 1);
    counts
}

fn rows<const D: usize>(split: &Split<D>) -> Vec<Vec<u32>> {
    let values = values(split.whole().inputs);
    let width = values.len() / split.len();
    let bits = |row: &[f32]| row.iter().map(|value| value.to_bits()).collect();
    values.chunks(width).map(bits).collect()
}

#[test]
fn generated_sets_are_balanced_and_divided() {
    for (dataset, classes) in [
        (Dataset::Moons, 2),
        (Dataset::Circles, 2),
        (Dataset::Gaussians, 2),
        (Dataset::Xor, 2),
        (Dataset::Spirals, 2),
        (Dataset::Rings, 3),
    ] {
        let data = flat(dataset.clone(), 1);
        assert_eq!(
            (data.train.len(), data.test.len(), data.features()),
            (160, 40, 2)
        );
        assert_eq!(
            (data.name.as_str(), data.classes.len()),
            (dataset.to_string().as_str(), classes)
        );
        let (train, test) = (counts(&data.train, classes), counts(&data.test, classes));
        for (train, test) in train.iter().zip(test) {
            assert!((train + test).abs_diff(200 / classes) <= 1);
        }
        let train = rows(&data.train);
        assert!(
            rows(&data.test).iter().all(|row| !train.contains(row)),
            "{dataset}"
        );
    }
}

#[test]
fn the_seed_decides_points_and_division() {
    for dataset in [Dataset::Moons, Dataset::Iris] {
        assert_eq!(
            rows(&flat(dataset.clone(), 1).test),
            rows(&flat(dataset.clone(), 1).test)
        );
        assert_ne!(
            rows(&flat(dataset.clone(), 1).test),
            rows(&flat(dataset, 2).test)
        );
    }
}

#[test]
fn generators_refuse_what_they_cannot_draw() {
    let device = Device::flex();
    let source = source(&Dataset::Moons, 1, &device);
    for (examples, noise) in [
        (9, 0.1),
        (usize::MAX, 0.1),
        (100, f64::NAN),
        (100, -1.0),
        (100, f64::INFINITY),
    ] {
        let source = Source {
            examples,
            noise,
            ..source.clone()
        };
        assert!(matches!(data::load_flat(&source), Err(Error::Usage(_))));
    }
}

#[test]
fn iris_is_stratified() {
    let data = flat(Dataset::Iris, 1);
    assert_eq!(data.classes, ["setosa", "versicolor", "virginica"]);
    assert_eq!(counts(&data.train, 3), [40; 3]);
    assert_eq!(counts(&data.test, 3), [10; 3]);
    assert_eq!(data.features(), 4);
}

#[test]
fn digits_are_stratified_and_whole() {
    let data = images(Dataset::Digits);
    assert_eq!(data.shape(), [1, 8, 8]);
    assert_eq!(data.train.len() + data.test.len(), 1797);
    for (train, test) in counts(&data.train, 10)
        .into_iter()
        .zip(counts(&data.test, 10))
    {
        assert!((174..=183).contains(&(train + test)) && test.abs_diff((train + test) / 5) <= 1);
    }
    let inputs = values(data.train.whole().inputs);
    assert_eq!(inputs.iter().copied().fold(0.0, f32::max), 1.0);
    assert!(inputs.iter().all(|value| (value * 16.0).fract() == 0.0));
}

#[test]
fn mnist_and_fashion_have_500_and_100_of_each_class() {
    for dataset in [Dataset::Mnist, Dataset::FashionMnist] {
        let data = images(dataset);
        assert_eq!(data.shape(), [1, 28, 28]);
        assert_eq!(counts(&data.train, 10), [500; 10]);
        assert_eq!(counts(&data.test, 10), [100; 10]);
    }
    assert_eq!(images(Dataset::FashionMnist).classes[9], "Ankle boot");
}

#[test]
fn emoji_have_nine_categories() {
    let data = images(Dataset::Emoji);
    assert_eq!((data.shape(), data.classes.len()), ([3, 32, 32], 9));
    let (train, test) = (counts(&data.train, 9), counts(&data.test, 9));
    let mut all: Vec<usize> = train.iter().zip(&test).map(|(a, b)| a + b).collect();
    all.sort_unstable();
    assert_eq!(all, [85, 131, 159, 169, 218, 224, 264, 270, 386]);
    assert!(
        test.iter()
            .zip(&train)
            .all(|(test, train)| test.abs_diff((test + train) / 5) <= 1)
    );
    // The drawings stand on white, so the corners are: a wrong cut would show here.
    let corners = values(
        data.train
            .whole()
            .inputs
            .slice([0..data.train.len(), 0..3, 0..1, 0..1]),
    );
    assert!(corners.iter().filter(|value| **value == 1.0).count() > corners.len() * 9 / 10);
}

#[test]
fn faces_are_eight_and_two_of_each_person() {
    let data = images(Dataset::Faces);
    assert_eq!(data.shape(), [1, 64, 64]);
    assert_eq!(counts(&data.train, 40), [8; 40]);
    assert_eq!(counts(&data.test, 40), [2; 40]);
}

#[test]
fn image_sets_only_where_there_are_images() {
    let error = data::load_images(&source(&Dataset::Moons, 1, &Device::flex())).unwrap_err();
    assert!(matches!(error, Error::Usage(_)) && error.to_string().contains("fashion-mnist"));
}

#[test]
fn gather_and_chunks_are_slices_of_the_whole() {
    fn check<const D: usize>(split: &Split<D>) {
        let whole = split.whole();
        let indices = [7, 0, 7, split.len() - 1];
        let batch = split.gather(&indices);
        let expected: Vec<f32> = indices
            .iter()
            .flat_map(|&index| values(whole.inputs.clone().narrow(0, index, 1)))
            .collect();
        assert_eq!(values(batch.inputs), expected);
        assert_eq!(
            integers(batch.labels),
            indices.map(|index| split.labels()[index])
        );
        let chunks: Vec<_> = split.chunks(64).collect();
        assert_eq!(chunks.len(), split.len().div_ceil(64));
        let inputs: Vec<f32> = chunks
            .iter()
            .flat_map(|batch| values(batch.inputs.clone()))
            .collect();
        let labels: Vec<usize> = chunks
            .into_iter()
            .flat_map(|batch| integers(batch.labels))
            .collect();
        assert_eq!(
            (inputs, labels),
            (values(whole.inputs), split.labels().to_vec())
        );
    }
    check(&flat(Dataset::Moons, 1).train);
    check(&flat(Dataset::Digits, 1).train);
    check(&images(Dataset::Emoji).test);
}

#[test]
fn bytes_become_floats_from_0_to_1_and_flattening_keeps_them() {
    let bytes = vec![0, 51, 255, 102, 204, 153];
    let split = Split::<2>::from_bytes(bytes, 255, &[3], vec![0, 1], &Device::flex());
    let batch = split.gather(&[1, 0]);
    assert_eq!(values(batch.inputs), [0.4, 0.8, 0.6, 0.0, 0.2, 1.0]);
    let images = images(Dataset::Faces);
    let expected = values(images.test.whole().inputs);
    let flat = images.flatten();
    assert_eq!(flat.features(), 4096);
    assert_eq!(values(flat.test.whole().inputs), expected);
    assert!(Device::flex().supports_dtype(DType::U8));
}

#[test]
fn standardized_features_have_mean_0_and_deviation_1_on_the_training_part() {
    let data = flat(Dataset::Digits, 1).standardize();
    let inputs = values(data.train.whole().inputs);
    let count = data.train.len() as f32;
    for feature in 0..64 {
        let column: Vec<f32> = inputs.iter().skip(feature).step_by(64).copied().collect();
        let mean = column.iter().sum::<f32>() / count;
        let variance = column
            .iter()
            .map(|value| (value - mean).powi(2))
            .sum::<f32>()
            / count;
        assert!(mean.abs() < 1e-4, "feature {feature}: mean {mean}");
        // The first pixel is empty in every digit.
        let constant = column.iter().all(|value| *value == 0.0);
        assert!(
            constant || (variance - 1.0).abs() < 1e-3,
            "feature {feature}: variance {variance}"
        );
    }
    assert!(inputs.iter().step_by(64).all(|value| *value == 0.0));
    assert!(
        values(data.test.whole().inputs)
            .iter()
            .all(|value| value.is_finite())
    );
}

#[test]
fn names_are_read_as_they_are_written() {
    for name in Dataset::names() {
        assert_eq!(name.parse::<Dataset>().unwrap().to_string(), name);
    }
    let file: Dataset = "tables/My.CSV".parse().unwrap();
    assert_eq!(file, Dataset::Csv(PathBuf::from("tables/My.CSV")));
    assert_eq!(file.to_string(), "tables/My.CSV");
    let error = "fashon-mnist".parse::<Dataset>().unwrap_err();
    assert_eq!(error.exit_code(), 2);
    let error = error.to_string();
    assert!(
        error.contains("Did you mean 'fashion-mnist'?") && error.contains("moons, circles"),
        "{error}"
    );
    assert!(
        !"cifar"
            .parse::<Dataset>()
            .unwrap_err()
            .to_string()
            .contains("Did you mean")
    );
}

#[derive(serde::Serialize, serde::Deserialize, PartialEq, Debug)]
struct Settings {
    dataset: Dataset,
}

#[test]
fn names_stand_in_configurations_as_text() {
    let settings = Settings {
        dataset: Dataset::FashionMnist,
    };
    let text = toml::to_string(&settings).unwrap();
    assert_eq!(text, "dataset = \"fashion-mnist\"\n");
    assert_eq!(toml::from_str::<Settings>(&text).unwrap(), settings);
    assert!(toml::from_str::<Settings>("dataset = \"nothing\"").is_err());
}

fn csv(content: &[u8]) -> Result<Data<2>, Error> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.csv");
    fs::write(&path, content).unwrap();
    data::load_flat(&source(&Dataset::Csv(path), 1, &Device::flex()))
}

#[test]
fn a_csv_file_becomes_features_and_classes() {
    let data =
        csv(b"\xef\xbb\xbfx, Class ,y2\r\n1,red,2\r\n\r\n3.5,blue,-4e0\r\n1,red,2\r\n5,blue,6\r\n")
            .unwrap();
    assert_eq!(data.classes, ["blue", "red"]);
    assert_eq!(
        (data.features(), data.train.len(), data.test.len()),
        (2, 2, 2)
    );
    assert_eq!(
        values(
            data.train
                .gather(&[usize::from(data.train.labels()[0] == 0)])
                .inputs
        ),
        [1.0, 2.0]
    );
    let table = data::read_csv(b"y,a\n10,1\n2,2\n10,3\n2,4\n", "t").unwrap();
    assert_eq!(
        (table.classes, table.labels),
        (vec!["2".into(), "10".into()], vec![1, 0, 1, 0])
    );
}

#[test]
fn every_csv_mistake_has_a_place_and_a_repair() {
    let cases: [(&[u8], &str, &str); 14] = [
        (
            b"x,label\n1,a\nNaN,b\n",
            "line 3: column 'x': 'NaN' is not a finite number",
            "delete the row",
        ),
        (
            b"x,label\n1,a\n\n\ninf,b\n",
            "line 5: column 'x': 'inf'",
            "delete the row",
        ),
        (
            b"x,label\r\n1,a\r\n\r\n1e999,b\r\n",
            "line 4: column 'x': '1e999'",
            "delete the row",
        ),
        (
            b"x,label\n,a\n",
            "line 2: column 'x': the cell is empty",
            "Fill it in",
        ),
        (
            b"x,label\n1,\n",
            "line 2: column 'label': the cell is empty",
            "Fill it in",
        ),
        (
            b"x,label\n1,a\none,b\n",
            "line 3: column 'x': 'one' is not a number",
            "encode text",
        ),
        (
            b"x,label\n\"1\n\",a\n2,a,3\n",
            "line 4: 3 cells, but the header names 2",
            "quotation marks",
        ),
        (
            b"x,z\n1,a\n",
            "line 1: no column holds the label; the columns are: x, z",
            "'target' or 'y'",
        ),
        (b"y,label\n1,a\n", "line 1: both 'y' and 'label'", "Rename"),
        (
            b"label\na\n",
            "line 1: there is no column besides the label",
            "Add",
        ),
        (b"x,label\n", "there are no rows", "Add"),
        (
            b"x,label\n1,a\n2,a\n3,b\n",
            "line 4: this is the only row of class 'b'",
            "Add rows",
        ),
        (
            b"x,label\n1,a\n2,a\n",
            "every row is of class 'a'",
            "another class",
        ),
        (
            b"x,label\n1,\xff\n",
            "line 2: this is not UTF-8",
            "Save the file",
        ),
    ];
    for (content, place, repair) in cases {
        let error = csv(content).unwrap_err();
        assert_eq!(error.exit_code(), 4);
        let error = error.to_string();
        assert!(
            error.contains("a.csv") && error.contains(place) && error.contains(repair),
            "{error}"
        );
    }
    assert!(csv(b"").is_err());
    let missing = Dataset::Csv("no/such/file.csv".into());
    let error = data::load_flat(&source(&missing, 1, &Device::flex())).unwrap_err();
    assert!(
        matches!(&error, Error::Data(text) if text.contains("no/such/file.csv")),
        "{error}"
    );
}

fn full_mnist(folder: &Path, count: u8) {
    let dims = |dims: &[u32]| {
        dims.iter()
            .flat_map(|dim| dim.to_be_bytes())
            .collect::<Vec<u8>>()
    };
    for part in ["train", "t10k"] {
        let images = [
            &[0, 0, 8, 3][..],
            &dims(&[count.into(), 28, 28]),
            &vec![7; 784 * usize::from(count)],
        ]
        .concat();
        let labels = [
            &[0, 0, 8, 1][..],
            &dims(&[count.into()]),
            &(0..count).collect::<Vec<u8>>(),
        ]
        .concat();
        fs::write(folder.join(format!("{part}-images-idx3-ubyte")), images).unwrap();
        fs::write(folder.join(format!("{part}-labels-idx1-ubyte")), labels).unwrap();
    }
}

#[test]
fn full_sets_come_from_a_folder_and_damage_is_data_s_fault() {
    let folder = tempfile::tempdir().unwrap();
    let device = Device::flex();
    let dataset = Dataset::Mnist;
    let source = Source {
        data_dir: Some(folder.path()),
        ..source(&dataset, 1, &device)
    };
    let error = data::load_images(&source).unwrap_err();
    assert!(
        matches!(&error, Error::Data(text) if text.contains("train-images-idx3-ubyte.gz")),
        "{error}"
    );
    let inner = folder.path().join("mnist");
    fs::create_dir(&inner).unwrap();
    for place in [folder.path(), &inner] {
        full_mnist(place, 10);
        let data = data::load_images(&source).unwrap();
        assert_eq!((data.train.len(), data.test.labels()[9]), (10, 9));
    }
    full_mnist(&inner, 11);
    assert_eq!(data::load_images(&source).unwrap_err().exit_code(), 4);
    fs::write(inner.join("train-images-idx3-ubyte"), [0x1f, 0x8b, 8, 0]).unwrap();
    assert_eq!(data::load_images(&source).unwrap_err().exit_code(), 4);
}

proptest! {
    #[test]
    fn damaged_idx_never_panics(length in 0..40_usize, position in 0..40_usize, byte: u8) {
        let mut bytes = vec![0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 4];
        bytes.extend(0..24);
        bytes[position] = byte;
        bytes.truncate(length);
        if let Ok(idx) = Idx::parse(&bytes, "damaged") {
            prop_assert_eq!(idx.dims.iter().product::<usize>(), idx.values.len());
        }
    }

    #[test]
    fn any_bytes_as_csv_never_panic(bytes: Vec<u8>, text in "[xy,\"\r\n0-9.a]{0,60}") {
        let _ = data::read_csv(&bytes, "any");
        let _ = data::read_csv(format!("label,x\n{text}").as_bytes(), "any");
    }
}

#[test]
fn a_corrupted_embedded_file_gives_advice() {
    let entry: &Entry = &embedded::entries().unwrap()[0];
    let mut bytes = vec![0; entry.bytes];
    for damaged in [
        &bytes.clone()[..],
        &{
            bytes.pop();
            bytes
        }[..],
    ] {
        let error = embedded::verify(entry, damaged).unwrap_err();
        let advice = format!("git checkout datasets/{}", entry.file);
        assert!(
            matches!(&error, Error::Data(text) if text.contains(&advice)),
            "{error}"
        );
    }
}

#[test]
fn cora_is_whole() {
    let cora = graphs::cora().unwrap();
    assert_eq!(
        (cora.nodes(), cora.features, cora.edges.len()),
        (2708, 1433, 5278)
    );
    assert_eq!(cora.ones.iter().map(Vec::len).sum::<usize>(), 49_216);
    let mut counts = [0; 7];
    cora.labels.iter().for_each(|&label| counts[label] += 1);
    let named: Vec<_> = cora
        .classes
        .iter()
        .map(String::as_str)
        .zip(counts)
        .collect();
    assert!(named.contains(&("Neural Networks", 818)) && named.contains(&("Rule Learning", 180)));
    assert!(cora.edges.iter().all(|[a, b]| a < b && *b < 2708));
    let equal = cora
        .edges
        .iter()
        .filter(|[a, b]| cora.labels[*a] == cora.labels[*b])
        .count();
    assert!((equal as f64 / 5278.0 - 0.810).abs() < 5e-4, "homophily");
    let matrix = cora.feature_matrix(&Device::flex());
    assert_eq!(
        (matrix.dims(), matrix.sum().into_scalar::<f32>()),
        ([2708, 1433], 49_216.0)
    );
}

#[test]
fn cora_s_parts_have_the_published_sizes() {
    let cora = graphs::cora().unwrap();
    assert_eq!(
        (cora.train.len(), cora.validation.len(), cora.test.len()),
        (140, 500, 1000)
    );
    for class in 0..7 {
        assert_eq!(
            cora.train
                .iter()
                .filter(|&&node| cora.labels[node] == class)
                .count(),
            20
        );
    }
    let mut all = [cora.train, cora.validation, cora.test].concat();
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), 1640);
}

#[test]
fn the_karate_club_has_two_sides() {
    let karate = graphs::karate().unwrap();
    assert_eq!(
        (karate.nodes(), karate.edges.len(), karate.features),
        (34, 78, 34)
    );
    assert_eq!(karate.labels.iter().sum::<usize>(), 17);
    assert_eq!((karate.labels[0], karate.labels[33]), (0, 1));
    assert_eq!((karate.train, karate.test.len()), (vec![0, 33], 32));
}

#[test]
fn shakespeare_is_whole_and_readable() {
    let text = text::shakespeare().unwrap();
    assert_eq!((text.text.len(), text.vocabulary.len()), (1_222_648, 80));
    let line = text.text.lines().next().unwrap();
    assert_eq!(line, "THE TRAGEDY OF CORIOLANUS");
    assert_eq!(text.decode(&text.encode(line).unwrap()), line);
}
