package io.breakwater.dialect;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.stream.Collectors;

/// The dialects that core has, whatever a test's own list of them says.
final class EveryDialect {

    /// The names of the classes.
    static Set<String> inCore() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackagesOf(Dialect.class).stream()
                        .filter(type -> type.isAssignableTo(Dialect.class) && !type.isInterface())
                        .map(JavaClass::getName)
                        .collect(Collectors.toSet());
    }

    private EveryDialect() {}
}
