// A HarfBuzz that shapes otherwise than the one that is installed: it stands before it and moves every glyph by one unit.
// What 'vouch reproduce' must notice, when no release at hand shapes a pack's text in another way.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <hb.h>

const char *hb_version_string(void) { return "99.0.0"; }

hb_bool_t hb_shape_full(hb_font_t *font, hb_buffer_t *buffer, const hb_feature_t *features, unsigned int count,
                        const char *const *shapers) {
  hb_bool_t (*installed)(hb_font_t *, hb_buffer_t *, const hb_feature_t *, unsigned int, const char *const *) =
      dlsym(RTLD_NEXT, "hb_shape_full");
  hb_bool_t done = installed(font, buffer, features, count, shapers);
  unsigned int length = 0;
  hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(buffer, &length);
  for (unsigned int i = 0; i < length; i++) positions[i].x_advance += 1;
  return done;
}
