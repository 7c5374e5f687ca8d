package io.breakwater.settings;

/// The text of a configuration file and the name that problems call it by, such as `config/prod.yaml`.
public record ConfigText(String file, String content) {}
