#include <catch2/catch.hpp>
#include <random>

#include "format/fold_code.h"

namespace agc {
namespace {

TEST_CASE("fold1 interleaves signs", "[fold_code]") {
  CHECK(fold1(0) == 0);
  CHECK(fold1(-1) == 1);
  CHECK(fold1(1) == 2);
  CHECK(fold1(-2) == 3);
  CHECK(fold1(2) == 4);
  for (int64_t d : {int64_t{-4294967295}, int64_t{-7}, int64_t{0}, int64_t{8}, int64_t{4294967295}}) {
    CHECK(unfold1(fold1(d)) == d);
  }
}

TEST_CASE("fold2 has the values of the format document", "[fold_code]") {
  struct Vector {
    uint64_t value;
    uint64_t code;
  };
  for (const Vector v : {Vector{0, 2061}, Vector{1, 2059}, Vector{1030, 1}, Vector{1031, 0}, Vector{1032, 2},
                         Vector{2061, 2060}, Vector{2062, 2062}, Vector{5000, 5000}}) {
    CHECK(fold2(v.value, 1031) == v.code);
    CHECK(unfold2(v.code, 1031) == v.value);
  }
  for (uint64_t value : {0, 1, 77, 100000}) {
    CHECK(fold2(value, 0) == value);
    CHECK(unfold2(value, 0) == value);
  }
}

TEST_CASE("fold2 is a bijection for every prediction", "[fold_code]") {
  std::mt19937_64 random(1);
  for (int i = 0; i < 20000; ++i) {
    const uint64_t prediction = random() >> (33 + random() % 31);
    const uint64_t value = random() >> (32 + random() % 32);
    CHECK(unfold2(fold2(value, prediction), prediction) == value);
    CHECK(fold2(unfold2(value, prediction), prediction) == value);
  }
}

TEST_CASE("A length coded with the k-mer length as prediction is recovered", "[fold_code]") {
  constexpr uint32_t kmer_length = 31;
  constexpr uint32_t predicted_length = 1031;
  for (uint32_t length : {0u, 5u, 31u, 61u, 62u, 1000u, 1031u, 1500u, 2061u, 2062u, 70000u}) {
    const auto decoded = static_cast<uint32_t>(unfold2(fold2(length, kmer_length), predicted_length));
    CHECK(unfold_appended_length(decoded, predicted_length, kmer_length) == length);
  }
}

}  // namespace
}  // namespace agc
