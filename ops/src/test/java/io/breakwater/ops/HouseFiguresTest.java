package io.breakwater.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/// Measures of the code's form. It prints figures of all modules' main sources and fails if one is beyond
/// its aim, which docs/verified.md has too.
class HouseFiguresTest {
    /// In 1,000 code lines.
    private static final double TYPES = 30;

    private static final double PACKAGE_PRIVATE = 55;
    private static final Path ROOT = Path.of(System.getProperty("breakwater.root"));

    /// Counts over some sources.
    private static final class Figures extends TreeScanner<Void, CompilationUnitTree> {
        private final SourcePositions positions;
        private final List<Integer> methodLines = new ArrayList<>();
        private int types;
        private int topLevel;
        private int packagePrivate;
        private long codeLines;

        private Figures(SourcePositions positions) {
            this.positions = positions;
        }

        private void add(CompilationUnitTree unit) throws IOException {
            for (Tree each : unit.getTypeDecls()) {
                if (each instanceof ClassTree type) {
                    topLevel++;
                    packagePrivate += type.getModifiers().getFlags().contains(Modifier.PUBLIC) ? 0 : 1;
                }
            }
            codeLines += unit.getSourceFile()
                    .getCharContent(true)
                    .toString()
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("//"))
                    .filter(line -> !line.startsWith("import ") && !line.startsWith("package "))
                    .count();
            scan(unit, unit);
        }

        @Override
        public Void visitClass(ClassTree type, CompilationUnitTree unit) {
            types += type.getSimpleName().isEmpty() ? 0 : 1;
            return super.visitClass(type, unit);
        }

        /// A method counts from its first line, including annotations, to its closing brace.
        @Override
        public Void visitMethod(MethodTree method, CompilationUnitTree unit) {
            long start = positions.getStartPosition(unit, method);
            long end = positions.getEndPosition(unit, method);
            if (method.getBody() != null && start >= 0 && end > start) {
                methodLines.add((int) (unit.getLineMap().getLineNumber(end)
                        - unit.getLineMap().getLineNumber(start)
                        + 1));
            }
            return super.visitMethod(method, unit);
        }

        private double typesPerThousandLines() {
            return 1_000.0 * types / codeLines;
        }

        private double packagePrivatePercent() {
            return 100.0 * packagePrivate / topLevel;
        }

        private int methodLines(int percent) {
            List<Integer> sorted = methodLines.stream().sorted().toList();
            return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
        }

        @Override
        public String toString() {
            return "%d types in %d code lines (%.1f per 1,000), methods %d lines in the median and %d in 9 of 10, %.1f %% of %d top-level types package-private"
                    .formatted(
                            types,
                            codeLines,
                            typesPerThousandLines(),
                            methodLines(50),
                            methodLines(90),
                            packagePrivatePercent(),
                            topLevel);
        }
    }

    @Test
    void core_has_few_types_in_a_thousand_lines_and_methods_of_a_few_lines() throws IOException {
        Figures core = figures("core/src/main/java/.*");
        System.out.println("core: " + core);

        assertThat(core.typesPerThousandLines()).isLessThan(TYPES);
        assertThat(core.methodLines(50)).isLessThanOrEqualTo(5);
        assertThat(core.methodLines(90)).isLessThanOrEqualTo(13);
    }

    /// Without the deploy test, whose steps are package-private although they stand in its main sources.
    @Test
    void most_types_that_are_no_tests_are_package_private() throws IOException {
        Figures own = figures("(?!deploy-test/)[a-z-]+/src/main/java/.*");
        System.out.println("all modules but the deploy test: " + own);

        assertThat(own.packagePrivatePercent()).isGreaterThanOrEqualTo(PACKAGE_PRIVATE);
    }

    @Test
    void methods_have_a_few_lines() throws IOException {
        Figures all = figures("[a-z-]+/src/main/java/.*");
        System.out.println("all modules: " + all);

        assertThat(all.methodLines(50)).isLessThanOrEqualTo(5);
        assertThat(all.methodLines(90)).isLessThanOrEqualTo(13);
    }

    private static Figures figures(String inside) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> sources = Files.find(ROOT, 12, (file, _) -> isSource(file, inside))) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null,
                    files,
                    null,
                    List.of("-proc:none"),
                    null,
                    files.getJavaFileObjectsFromPaths(sources.toList()));
            Figures figures = new Figures(Trees.instance(task).getSourcePositions());
            for (CompilationUnitTree unit : task.parse()) {
                figures.add(unit);
            }
            return figures;
        }
    }

    private static boolean isSource(Path file, String inside) {
        return ROOT.relativize(file).toString().matches(inside + "\\.java") && !file.endsWith("package-info.java");
    }
}
