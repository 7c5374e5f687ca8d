package io.breakwater.bench.load;

import io.breakwater.bench.http.Post;

/// One of the compared ways.
///
/// @param name as reports show it
/// @param ending the text near the end of every complete answer; empty if the status is enough
public record Contender(String name, Post post, String ending) {}
