package io.breakwater.bench.load;

import io.breakwater.bench.http.Post;

/// One of the ways that are compared.
///
/// @param name as reports show it
/// @param ending what a whole answer holds near its end; empty if its status says enough
public record Contender(String name, Post post, String ending) {}
