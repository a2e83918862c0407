/**
 * tool-name = word *( ( "." / "_" / "-" ) part )     at most 64 characters
 * word      = %x61-7A *( %x61-7A / DIGIT )
 * part      = 1*( %x61-7A / DIGIT )
 *
 * So narrow that no two names look alike, and none can be a path, an option or a pattern.
 */
export const MAX_TOOL_NAME_LENGTH = 64;

export const isToolName = (text: string): boolean => {
  if (text.length > MAX_TOOL_NAME_LENGTH || !isLetter(text.charCodeAt(0))) return false;
  let afterSeparator = false;
  for (let at = 1; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (isLetter(unit) || (unit >= 0x30 && unit <= 0x39)) afterSeparator = false;
    else if (afterSeparator || (unit !== 0x2d && unit !== 0x2e && unit !== 0x5f)) return false;
    else afterSeparator = true;
  }
  return !afterSeparator;
};

const isLetter = (unit: number): boolean => unit >= 0x61 && unit <= 0x7a;
