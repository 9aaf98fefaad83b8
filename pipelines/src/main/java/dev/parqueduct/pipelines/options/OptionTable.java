package dev.parqueduct.pipelines.options;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.Validation;

/**
 * The options that an interface of this project declares, by reflection: the one source for help,
 * reports and the checks of README and template metadata. Beam's own options are left out.
 */
public final class OptionTable {
  private static final String OURS = "dev.parqueduct.";

  private OptionTable() {}

  /**
   * An option.
   *
   * @param name without dashes
   * @param required whether it must be given
   * @param defaultValue as text, empty for none
   */
  public record Option(String name, boolean required, String defaultValue, String description) {}

  /** The options, required ones first, then by name. */
  public static List<Option> of(Class<? extends PipelineOptions> type) {
    List<Option> options = new ArrayList<>();
    for (Method method : type.getMethods()) {
      if (method.getDeclaringClass().getName().startsWith(OURS)
          && method.getName().startsWith("get")) {
        options.add(option(method));
      }
    }
    options.sort(Comparator.comparing((Option o) -> !o.required()).thenComparing(Option::name));
    return options;
  }

  /** The values of the options of {@code type}, by name; what is not set is left out. */
  public static Map<String, String> values(
      PipelineOptions options, Class<? extends PipelineOptions> type) {
    Map<String, String> values = new TreeMap<>();
    PipelineOptions typed = options.as(type);
    for (Method method : type.getMethods()) {
      if (method.getDeclaringClass().getName().startsWith(OURS)
          && method.getName().startsWith("get")) {
        try {
          Object value = method.invoke(typed);
          if (value != null) {
            values.put(nameOf(method), value.toString());
          }
        } catch (ReflectiveOperationException e) {
          throw new IllegalStateException("cannot read option " + nameOf(method), e);
        }
      }
    }
    return values;
  }

  private static Option option(Method method) {
    Description description = method.getAnnotation(Description.class);
    return new Option(
        nameOf(method),
        method.isAnnotationPresent(Validation.Required.class),
        defaultOf(method),
        description == null ? "" : description.value());
  }

  private static String nameOf(Method method) {
    String name = method.getName().substring("get".length());
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }

  private static String defaultOf(Method method) {
    for (Annotation annotation : method.getAnnotations()) {
      if (annotation.annotationType().getDeclaringClass() == Default.class) {
        try {
          return annotation.annotationType().getMethod("value").invoke(annotation).toString();
        } catch (ReflectiveOperationException e) {
          throw new IllegalStateException("cannot read the default of " + method, e);
        }
      }
    }
    return "";
  }
}
